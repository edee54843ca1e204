"""What a construct has to show and to ring for."""

from __future__ import annotations

from dataclasses import dataclass

from .alarm import Alarm
from .widget import LogTable, Widget


@dataclass(frozen=True)
class Signals:
    """Alarms and graphs of one part of an environment."""

    alarms: tuple[Alarm, ...] = ()
    widgets: tuple[Widget | LogTable, ...] = ()
