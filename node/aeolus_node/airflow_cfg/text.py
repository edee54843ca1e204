"""Sections of options as the text that Airflow's configparser reads."""

from __future__ import annotations

from collections.abc import Mapping
from configparser import RawConfigParser
from io import StringIO

from .options import Option


def written(sections: Mapping[str, Mapping[str, Option]]) -> str:
    """Return the text of `sections`; the same sections, the same bytes.

    Values stand for themselves: a percent sign, which the parser would take for a reference to
    another option, is doubled.
    """
    parser = RawConfigParser()
    for section, options in sections.items():
        parser[section] = {
            option: str(value).replace("%", "%%") for option, value in options.items()
        }
    text = StringIO()
    parser.write(text)
    return text.getvalue().strip() + "\n"
