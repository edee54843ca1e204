"""Calls of AWS that end in time, whatever they wait for: names, too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from .store import UnavailableError

T = TypeVar("T")


async def answered(
    service: str, limit_s: float, operation: Callable[..., T], **arguments: Any
) -> T:
    """Return what an operation of boto3 answers.

    Raises UnavailableError, which names the service, when it refuses or does not answer in time.
    """
    try:
        return await asyncio.wait_for(asyncio.to_thread(operation, **arguments), limit_s)
    except ClientError as error:
        raise UnavailableError(f"{service} says: {error}") from error
    except BotoCoreError as error:
        raise UnavailableError(f"{service} does not answer: {error}") from error
    except TimeoutError:
        raise UnavailableError(f"{service} does not answer in time") from None
