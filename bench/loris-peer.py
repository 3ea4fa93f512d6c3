"""How labs pull MINC images from LORIS today, in our own words: the same requests in the same order as the PREVENT-AD notebook.

One request after the other, each on a connection of its own; the whole file in memory; an ETag beside each file, sent with the
next run. What the notebook asks of the quality control is left out, because the bench asks nothing of it either.

    python3 loris-peer.py API USER PASSWORD FOLDER    prints {"ms", "fetched", "kept"}
"""

import json
import os
import sys
import time

import requests

api, user, password, folder = sys.argv[1:5]
begun = time.monotonic()
token = requests.post(api + "/login", json={"username": user, "password": password}).json()["token"]
counts = {200: 0, 304: 0}


def asked(path, **headers):
    return requests.get(api + path, headers={"Authorization": "Bearer " + token, **headers})


def listed(path):
    return json.loads(asked(path).content.decode("utf-8"))


def written(path, content):
    with open(path, "wb") as file:
        file.write(content)


def pulled(link, into):
    name = os.path.basename(link)
    sidecar = os.path.join(into, "." + name + ".etag")
    etag = ""
    if os.path.isfile(sidecar):
        with open(sidecar) as file:
            etag = file.read()
    answer = asked(link, **{"If-None-Match": etag})
    if answer.status_code == 200:
        written(os.path.join(into, name), bytes(answer.content))
    counts[answer.status_code] += 1
    written(sidecar, answer.headers["ETag"].encode())


for candidate in listed("/candidates/")["Candidates"]:
    link = "/candidates/" + candidate["CandID"]
    place = os.path.join(folder, candidate["CandID"])
    os.makedirs(place, exist_ok=True)
    written(os.path.join(place, "candidate.json"), json.dumps(candidate).encode())
    for visit in listed(link)["Visits"]:
        session = os.path.join(place, visit)
        os.makedirs(session, exist_ok=True)
        meta = listed(link + "/" + visit)["Meta"]
        written(os.path.join(session, "session.json"), json.dumps(meta).encode())
        for file in listed(link + "/" + visit + "/images")["Files"]:
            pulled(link + "/" + visit + "/images/" + file["Filename"], session)

print(json.dumps({"ms": (time.monotonic() - begun) * 1000, "fetched": counts[200], "kept": counts[304]}))
