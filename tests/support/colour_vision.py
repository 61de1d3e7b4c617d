"""What colours look like to colour-blind readers, and how far apart two are.

Matrices of Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision
deficiency", IEEE TVCG 15(6), doi 10.1109/TVCG.2009.113, severity 1.0, for linear RGB. Distances are those of CIE 1976
in L*a*b* (D65), where about 2.3 is what an eye just notices.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SEEN = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""sRGB (IEC 61966-2-1) to XYZ."""


def lab(colour: str, vision: str) -> NDArray[np.float64]:
    """A colour ``#rrggbb`` in L*a*b* as it is seen with a kind of vision."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = XYZ @ np.clip(SEEN[vision] @ linear, 0, 1) / (XYZ @ np.ones(3))
    f = [v ** (1 / 3) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, vision: str) -> float:
    """How far two colours are apart as they are seen."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))
