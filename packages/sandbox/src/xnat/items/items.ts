import type {
  XnatExperiment,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "../archive/archive-types.js";
import type { Xnat } from "../xnat.js";
import type { Item } from "./item.js";
import { subjectFields } from "./subject-fields.js";

/** A project's item. */
export function projectItem(project: XnatProject): Item {
  const { insertedMs, piFirstname: firstname, piLastname: lastname } = project;
  const investigator = { xsiType: "xnat:investigatorData", insertedMs, fields: { firstname, lastname } };
  const hasInvestigator = firstname !== "" || lastname !== "";
  return {
    xsiType: "xnat:projectData",
    insertedMs: project.insertedMs,
    fields: {
      secondary_ID: project.secondaryId,
      name: project.name,
      description: project.description,
      ID: project.id,
      keywords: project.keywords,
      ...project.fields,
    },
    children: [{ field: "PI", items: hasInvestigator ? [investigator] : [] }],
  };
}

/** A subject's item, with its sessions. */
export function subjectItem(xnat: Xnat, subject: XnatSubject): Item {
  const experiments = [...xnat.archive.experimentsOf(subject)];
  const { insertedMs } = subject;
  const { own, demographics, custom } = subjectFields(subject.fields, insertedMs);
  return {
    xsiType: "xnat:subjectData",
    insertedMs,
    fields: { project: subject.project, ID: subject.id, label: subject.label, ...own },
    children: [
      { field: "demographics", items: demographics },
      { field: "fields/field", items: custom },
      { field: "experiments/experiment", items: experiments.map((one) => experimentItem(xnat, one)) },
      {
        field: "resources/resource",
        items: xnat.archive.resources(subject).map((one) => resourceItem(xnat, one)),
      },
    ],
  };
}

/** A session's item, with its scans and their resources. */
export function experimentItem(xnat: Xnat, experiment: XnatExperiment): Item {
  return {
    xsiType: experiment.xsiType,
    insertedMs: experiment.insertedMs,
    fields: {
      date: experiment.date,
      subject_ID: experiment.subject.id,
      project: experiment.project,
      ID: experiment.id,
      label: experiment.label,
      id: experiment.id,
      ...experiment.fields,
    },
    children: [
      {
        field: "scans/scan",
        items: xnat.archive.scans(experiment).map((scan) => scanItem(xnat, scan)),
      },
      {
        field: "resources/resource",
        items: xnat.archive.resources(experiment).map((one) => resourceItem(xnat, one)),
      },
    ],
  };
}

/** A scan's item, with its resources. */
export function scanItem(xnat: Xnat, scan: XnatScan): Item {
  return {
    xsiType: scan.xsiType,
    insertedMs: scan.insertedMs,
    fields: {
      xnat_imagescandata_id: scan.rowId,
      series_description: scan.seriesDescription,
      ID: scan.id,
      image_session_ID: scan.experiment.id,
      type: scan.type,
      quality: scan.quality,
      note: scan.note,
      xnat_imageScanData_id: scan.rowId,
      ...scan.fields,
    },
    children: [{ field: "file", items: xnat.archive.resources(scan).map((one) => resourceItem(xnat, one)) }],
  };
}

/** A resource within the item of its owner. */
function resourceItem(xnat: Xnat, resource: XnatResource): Item {
  const { files, bytes } = xnat.files.stats(resource);
  return {
    xsiType: "xnat:resourceCatalog",
    insertedMs: resource.owner.insertedMs,
    fields: {
      file_count: files,
      xnat_abstractresource_id: resource.id,
      format: resource.format,
      label: resource.label,
      file_size: bytes,
      content: resource.content,
      xnat_abstractResource_id: resource.id,
    },
  };
}
