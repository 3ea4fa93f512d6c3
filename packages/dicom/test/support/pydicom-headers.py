"""Prints what pydicom reads of the headers of all files below a folder, one JSON object per line."""

import json
import os
import sys
import warnings

import pydicom
from pydicom.multival import MultiValue

warnings.simplefilter("ignore")

FIELDS = {
    "sopClassUid": "SOPClassUID",
    "sopInstanceUid": "SOPInstanceUID",
    "studyUid": "StudyInstanceUID",
    "seriesUid": "SeriesInstanceUID",
    "patientId": "PatientID",
    "patientName": "PatientName",
    "studyDate": "StudyDate",
    "studyTime": "StudyTime",
    "studyDescription": "StudyDescription",
    "accessionNumber": "AccessionNumber",
    "seriesNumber": "SeriesNumber",
    "seriesDescription": "SeriesDescription",
    "protocolName": "ProtocolName",
    "modality": "Modality",
    "instanceNumber": "InstanceNumber",
    "manufacturer": "Manufacturer",
    "patientComments": "PatientComments",
    "studyComments": "StudyComments",
    "frames": "NumberOfFrames",
    "imageType": "ImageType",
}


def text(value):
    if value is None:
        return ""
    return "\\".join(map(str, value)) if isinstance(value, MultiValue) else str(value)


root = sys.argv[1]
for folder, _, names in os.walk(root):
    for name in names:
        path = os.path.join(folder, name)
        data = pydicom.dcmread(path, stop_before_pixels=True, force=True)
        record = {field: text(data.get(keyword)) for field, keyword in FIELDS.items()}
        record["path"] = os.path.relpath(path, root)
        record["transferSyntax"] = text(data.file_meta.get("TransferSyntaxUID"))
        print(json.dumps(record))
