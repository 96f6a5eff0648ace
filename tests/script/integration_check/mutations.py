"""All deliberate faults, with the kind of each."""

from tests.script.integration_check.faults_in_actions import IN_ACTIONS
from tests.script.integration_check.faults_in_code import IN_CODE
from tests.script.integration_check.faults_in_keys import IN_KEYS
from tests.script.integration_check.faults_in_manifest import IN_MANIFEST
from tests.script.integration_check.faults_in_texts import IN_OTHER_LANGUAGES, IN_TEXTS
from tests.script.integration_check.mutation import Mutation

_ALL = {
    "translations": IN_KEYS + IN_TEXTS,
    "other languages": IN_OTHER_LANGUAGES,
    "actions and icons": IN_ACTIONS,
    "manifest": IN_MANIFEST,
    "code": IN_CODE,
}
MUTATIONS = [
    Mutation(f"{file}, {kind}", what, edit, found)
    for file, rows in _ALL.items()
    for kind, what, edit, found in rows
]
