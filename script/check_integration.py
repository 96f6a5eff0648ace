#!/usr/bin/env python3
"""Say what Home Assistant's own checker would say about custom_components/ipcom; exit code 1 if it is anything."""

import sys
from pathlib import Path

from integration_check import check, shares

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    folder = ROOT / "custom_components" / "ipcom"
    findings = check(folder)
    for finding in findings:
        print(f"custom_components/ipcom/{finding}")
    for language, share in shares(folder).items():
        print(f"translations/{language}.json: {share:.1%} of the words are as in English")
    print(f"integration: {len(findings)} problem(s)" if findings else "integration: nothing to say")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
