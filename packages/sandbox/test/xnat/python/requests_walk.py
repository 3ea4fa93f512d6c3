"""Walks from the login to the bytes as lab scripts do, with requests alone. usage: requests_walk.py URL USER PASSWORD"""

import hashlib
import io
import json
import sys
import zipfile

import requests

base, user, password = sys.argv[1:4]
session = requests.Session()
session.auth = (user, password)
jsession = session.post(base + "/data/JSESSION")
jsession.raise_for_status()
# From here on the cookie alone; requests must find its way through the quoted one with a comma as well.
session.auth = None


def rows(path, **query):
    answer = session.get(base + path, params={"format": "json", **query})
    answer.raise_for_status()
    return answer.json()["ResultSet"]["Result"]


project = rows("/data/projects")[0]
subject = rows(project["URI"] + "/subjects")[0]
experiment = rows("%s/subjects/%s/experiments" % (project["URI"], subject["label"]))[0]
scan = rows(experiment["URI"] + "/scans")[0]
resource = rows(scan["URI"] + "/resources")[0]
files = rows("%s/resources/%s/files" % (scan["URI"], resource["label"]))

singly = {}
for file in files:
    answer = session.get(base + file["URI"])
    answer.raise_for_status()
    assert len(answer.content) == int(file["Size"])
    singly[file["Name"]] = hashlib.md5(answer.content).hexdigest()
rest = session.get(base + files[0]["URI"], headers={"Range": "bytes=100-"})

archive = session.get(base + experiment["URI"] + "/scans/ALL/files", params={"format": "zip"})
with zipfile.ZipFile(io.BytesIO(archive.content)) as zipped:
    assert zipped.testzip() is None
    names = zipped.namelist()
    inside = {
        name.rsplit("/", 1)[-1]: hashlib.md5(zipped.read(name)).hexdigest()
        for name in names
        if "/scans/%s-" % scan["ID"] in name and "/%s/" % resource["label"] in name
    }

ended = session.delete(base + "/data/JSESSION").status_code
print(
    json.dumps(
        {
            "cookie": jsession.cookies["JSESSIONID"] == jsession.text,
            "path": [project["ID"], subject["label"], experiment["label"], scan["ID"], resource["label"]],
            "files": len(files),
            "same": inside == singly,
            "zipped": names[0],
            "range": [rest.status_code, len(rest.content) - int(files[0]["Size"])],
            "afterwards": [ended, session.get(base + "/data/auth").status_code],
        }
    )
)
