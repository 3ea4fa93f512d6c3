"""How xnatpy and pyxnat bring scans, in our own words: one scan after the other, its zip into a file, then unpacked.

One session for all requests, as both keep one; the addresses of the zips are given, so that nothing has to be listed.

    python3 xnat-peer.py COOKIE FOLDER < ADDRESSES    prints {"ms", "scans"}
"""

import json
import os
import sys
import tempfile
import time
import zipfile

import requests

cookie, folder = sys.argv[1:3]
addresses = sys.stdin.read().split()
begun = time.monotonic()
session = requests.Session()
session.headers["Cookie"] = cookie
for address in addresses:
    with tempfile.TemporaryFile(dir=folder) as file:
        with session.get(address, stream=True) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_content(512 * 1024):
                file.write(chunk)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
print(json.dumps({"ms": (time.monotonic() - begun) * 1000, "scans": len(addresses)}))
