"""The road from a template to a report: the only room that joins the others, a file for each stage.

Each function is one step of the command line. Rooms are loaded inside the functions, so that checking a
questionnaire does not wait for statistics, and serving one does not hold them in memory.
"""

from surveykit.pipeline.adoption import Adopted, adopt
from surveykit.pipeline.authoring import Renamed, confirm_translation, diff, preview, rename, translation_status
from surveykit.pipeline.branches import BranchStudy, branches
from surveykit.pipeline.data import PACKED_FROM, load_data, load_table
from surveykit.pipeline.demonstration import Step, demo, example_data
from surveykit.pipeline.doctor import Extra, Machine, doctor, install_fonts
from surveykit.pipeline.exports import EXPORTS, Exported, export, export_public
from surveykit.pipeline.questionnaires import (
    asked,
    check,
    codebook,
    convert,
    default_store,
    made,
    new,
    print_questionnaire,
    questionnaire,
    refuse_unfit,
    template,
    templates,
    uneven_setting,
    unfit_setting,
)
from surveykit.pipeline.records import ImportedRecords, import_records
from surveykit.pipeline.reports import SOFTWARE, Refused, Style, report, write_report
from surveykit.pipeline.responses import (
    DATA_ENDINGS,
    ENCODINGS,
    PROGRESS_EVERY,
    TEXT_ENDINGS,
    Drafted,
    Imported,
    draft_mapping,
    import_again,
    import_responses,
    open_source,
    serve,
)
from surveykit.pipeline.result import analyse
from surveykit.pipeline.safekeeping import Erased, backup, erase, restore
from surveykit.pipeline.shared import template_folders, version
from surveykit.pipeline.simulation import DEFAULT_MODEL, draft_model, simulate
from surveykit.pipeline.studies import Study, ToReview, clean_review, study, write_findings
from surveykit.pipeline.workspace import Part, built_in_templates, init

__all__ = [
    "DATA_ENDINGS",
    "DEFAULT_MODEL",
    "ENCODINGS",
    "EXPORTS",
    "PACKED_FROM",
    "PROGRESS_EVERY",
    "SOFTWARE",
    "TEXT_ENDINGS",
    "Adopted",
    "BranchStudy",
    "Drafted",
    "Erased",
    "Exported",
    "Extra",
    "Imported",
    "ImportedRecords",
    "Machine",
    "Part",
    "Refused",
    "Renamed",
    "Step",
    "Study",
    "Style",
    "ToReview",
    "adopt",
    "analyse",
    "asked",
    "backup",
    "branches",
    "built_in_templates",
    "check",
    "clean_review",
    "codebook",
    "confirm_translation",
    "convert",
    "default_store",
    "demo",
    "diff",
    "doctor",
    "draft_mapping",
    "draft_model",
    "erase",
    "example_data",
    "export",
    "export_public",
    "import_again",
    "import_records",
    "import_responses",
    "init",
    "install_fonts",
    "load_data",
    "load_table",
    "made",
    "new",
    "open_source",
    "preview",
    "print_questionnaire",
    "questionnaire",
    "refuse_unfit",
    "rename",
    "report",
    "restore",
    "serve",
    "simulate",
    "study",
    "template",
    "template_folders",
    "templates",
    "translation_status",
    "uneven_setting",
    "unfit_setting",
    "version",
    "write_findings",
    "write_report",
]
