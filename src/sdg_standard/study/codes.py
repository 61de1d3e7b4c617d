"""The codes of studies."""

from sdg_standard.errors import code

TOO_FEW_CASES = code("SDG796", "too-few-cases")
NOT_WEIGHED = code("SDG797", "not-weighed")
