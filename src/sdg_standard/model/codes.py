"""The codes of the model layer: rules that a definition can break by itself."""

from sdg_standard.errors import code

KIND_UNIT = code(
    "SDG401",
    "kind-and-unit",
    cause="A ratio, an index and a category have no unit; every other kind of number has one.",
    cure="Give the unit that belongs to the kind, or choose the kind that belongs to the unit.",
)
CATEGORIES = code(
    "SDG402",
    "categories",
    cause="A category needs its list of answers, and only a category has one; codes, values and spellings are unique.",
    cure="Write `categories:` with a code and a value for every answer, or name a vocabulary.",
)
BENCHMARK_REASON = code(
    "SDG403",
    "benchmark-or-reason",
    cause="A series has benchmarks or says in `no_benchmark` why it has none, not both.",
    cure="Keep one of the two keys.",
)
CHECK = code(
    "SDG408",
    "check-incomplete",
    cause="A check lacks what its rule needs: the other series, the sum, the largest change, or the question in words.",
    cure="Add what is missing, or leave `rule` out and put the question into `text`.",
)
CHECK_NEVER_RUNS = code(
    "SDG432",
    "check-never-runs",
    cause="A check compares what cannot be compared: numbers in different units, or denominators of formulas that do "
    "not divide, or divide by different things. No evidence can make it ask.",
    cure="Name another series, or leave `rule` out and put the question into `text`, for a person to ask.",
    severity="warning",
)
TARGET_WITHOUT_VALUE = code(
    "SDG404",
    "target-without-value",
    cause="The direction `target_value` means that a certain value is best; a benchmark has to say which.",
    cure="Add a benchmark with `value` or `between`, or choose another direction.",
)
ONE_VALUE = code(
    "SDG405",
    "one-value",
    cause="Of several keys that exclude one another exactly one has to stand.",
    cure="Keep one of them.",
)
RANGE_ORDER = code(
    "SDG406",
    "range-order",
    cause="The lower end of a range lies above its upper end.",
    cure="Exchange the two numbers.",
)
SERIES_KEY = code(
    "SDG407",
    "series-key",
    cause="A single series has the key `value`; the keys of several series become part of their ids.",
    cure="Name a single series `value`, several by what they are, in small letters, digits and underscores.",
)
STABLE_INCOMPLETE = code(
    "SDG409",
    "stable-incomplete",
    cause="A definition with status `stable` has everything that is not optional; something is missing.",
    cure="Add what is missing, or set `status: draft`.",
)
BANDS_SHAPE = code(
    "SDG410",
    "bands-shape",
    cause="Bands go from the worst to the best; the first has no `from`, all others have one.",
    cure="Remove `from` of the first band and give every other band its edge.",
)
METHOD_PARAMETER = code(
    "SDG411",
    "method-parameter",
    cause="A method has a parameter it cannot work with, or lacks one that it needs.",
    cure="Look the method up in the reference of the methodology language.",
)
NODE_SHAPE = code(
    "SDG412",
    "node-shape",
    cause="A node of the tree is a leaf, which reads a series, or a branch, which has children; never both.",
    cure="Give the node `series` or `children`.",
)
CONDITION = code(
    "SDG415",
    "condition",
    cause="A condition compares an attribute of areas with a word, a number, a list of those, or limits.",
    cure="Write `{region: Nordic}`, `{region: [A, B]}` or `{population: {min: 20000, max: 50000}}`.",
)
EMPTY_RULE = code(
    "SDG419",
    "empty-rule",
    cause="A rule says what it is about, and nothing of it; or an entry that chooses something is empty.",
    cure="Write what the rule says, or remove it.",
)
WEIGHTS = code(
    "SDG413",
    "weights",
    cause="Weights are numbers of 0 or more, and not all of them 0.",
    cure="Correct the weight; to leave a child out, remove it from the tree.",
)
CLASSIFICATION_KEY = code(
    "SDG426",
    "classification-key",
    cause="A key of a classification is called goal, target, indicator or series, which are levels of their own.",
    cure="Give the key another name, and write it in the definitions and trees that use it.",
)
POINT = code(
    "SDG418",
    "point",
    cause="A point has a name in small letters, and is a number, a quantity such as `0.05 mg/m³`, or a rule.",
    cure="Write a number in the unit of the series, a number with its unit, or a rule such as `{rule: benchmark}`.",
)
FRACTION = code(
    "SDG429",
    "fraction-for-a-share",
    cause="A bare number below 1 stands where the unit is % (or ‰): it may be a fraction, and a hundred times as much.",
    cure="Write the number with its unit: `50 %`, or `0.5 %` if that is meant.",
    severity="warning",
)
PERIOD = code(
    "SDG414",
    "period",
    cause="A period is a year, quarter, month, day or an interval of two of them.",
    cure="Write 2020, 2020-Q1, 2020-03, 2020-03-01 or an interval such as 2014/2020.",
)
EVIDENCE_COLUMNS = code(
    "SDG416",
    "evidence-columns",
    cause="A table of evidence needs the columns area, period, series and value, and each column once.",
    cure="Add the missing column, or rename one of two; the first row of the table holds the names of the columns.",
)
WIDE_TABLE = code(
    "SDG417",
    "wide-table",
    cause="A wide table has one row for each area and one column for each series.",
    cure="Remove the duplicate, or hand over a tidy table.",
)
