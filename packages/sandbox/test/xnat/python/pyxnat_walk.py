"""Walks, downloads and uploads with pyxnat. usage: pyxnat_walk.py URL USER PASSWORD FOLDER"""

import json
import os
import sys

import pyxnat

url, user, password, folder = sys.argv[1:5]
xnat = pyxnat.Interface(server=url, user=user, password=password)
project = xnat.select.project("SANDBOX")
subject = project.subject("S1")
experiment = subject.experiment("S1_MR1")
files = experiment.scan("1").resource("DICOM").files().get()
one = experiment.scan("1").resource("DICOM").file(files[0])
local = one.get(os.path.join(folder, "one.dcm"))
experiment.scans().download(folder, type="ALL", extract=True)

made = project.subject("NEW").create().experiment("NEW_MR1").create(experiments="xnat:mrSessionData")
note = os.path.join(folder, "note.txt")
with open(note, "w") as sink:
    sink.write("hello")
made.resource("NOTES").file("note.txt").put(note, format="TXT")
back = made.resource("NOTES").file("note.txt").get(os.path.join(folder, "back.txt"))
answer = {
    "subjects": len(project.subjects().get()),
    "gender": subject.attrs.get("gender"),
    "scans": experiment.scans().get(),
    "files": files,
    "size": [os.path.getsize(local), int(one.size())],
    "unpacked": sum(name.endswith(".dcm") for _, _, names in os.walk(folder) for name in names),
    "back": open(back).read(),
}
xnat.disconnect()
print(json.dumps(answer))
