"""User data: what cloud-init does on an instance's first boot."""

from __future__ import annotations

from .render import BundleObject as BundleObject
from .render import user_data as user_data
from .size import LIMIT as LIMIT
from .size import UserDataTooLarge as UserDataTooLarge
from .size import require_fit as require_fit
