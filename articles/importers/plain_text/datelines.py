"""The place, day and agency that open a wire story."""

from __future__ import annotations

import re

# "WASHINGTON, March 25 (Reuters) - ", "PARIS (AFP) — ", "Essen. ", "東京 3月25日 ロイター］-"
DATELINE = re.compile(
    r"^((?P<place>[A-ZÀ-ÞА-ЯĀ-Ž][^\d()\[\].:;!?]{1,40}?)(?:[,/]\s*(?P<day>[^()\[\]:;!?]{3,24}?))?\s*[(\[](?P<agency>[^()\[\]]{2,30})[)\]]\s*[-–—:]+)\s+(?=\S)"
    r"|^((?P<capitals>[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .'’/-]{2,30}(?:,\s[\w .]{3,20})?)\s*[-–—:]+)\s+(?=\S)"
)
