"""The codes of the catalogue: what no single definition can know."""

from sdg_standard.errors import code

NOT_A_STANDARD = code(
    "SDG501",
    "not-a-standard",
    cause="The folder has no standard.yaml, or nothing under frameworks/ and methodologies/.",
    cure="Give the folder that holds standard.yaml.",
)
UNREADABLE_FILE = code(
    "SDG502",
    "unreadable-file",
    cause="A file cannot be read, is far too large, or is a link that leads out of the folder.",
    cure="Check the file and its permissions; a standard is one folder without links to the outside.",
)
UNKNOWN_FILE = code(
    "SDG503",
    "file-out-of-place",
    cause="A YAML file lies where no definition belongs, or does not end in .yaml, so that nothing reads it.",
    cure="Move the file to the folder of its kind, or remove it.",
    severity="warning",
)
DUPLICATE_ID = code(
    "SDG504",
    "duplicate-id",
    cause="Two definitions have the same id, or the same official code or alias.",
    cure="Give one of them another id. To replace a definition of the edition below, say why in `overrides`.",
)
ID_AND_PLACE = code(
    "SDG505",
    "id-and-place",
    cause="A framework's id is the name of its folder and the first part of the ids in it.",
    cure="Rename the folder or correct the id.",
)
UNKNOWN_EDITION = code(
    "SDG506",
    "unknown-edition",
    cause="The edition is not among those that this version of the library carries.",
    cure="Ask for an edition that is there, or install the version of the library that carries it.",
)
BENCHMARK_UNIT = code(
    "SDG511",
    "benchmark-unit",
    cause="A benchmark, goalpost, range or point is given in a unit that cannot become the unit of the series.",
    cure="Write the number in the unit of the series, or in one of the same dimension.",
)
UNKNOWN_INPUT = code(
    "SDG513",
    "unknown-common-input",
    cause="An input is called common, but inputs.yaml does not have it.",
    cure="Define it in inputs.yaml, or give the input a unit and a title here.",
)
UNUSED_INPUT = code(
    "SDG514",
    "unused-input",
    cause="An input is declared that no formula of the indicator uses.",
    cure="Use the input in a formula, or remove it.",
    severity="warning",
)
UNKNOWN_SOURCE = code(
    "SDG515",
    "unknown-source",
    cause="A key of a source does not stand in sources.yaml.",
    cure="Add the source to sources.yaml, or correct the key.",
)
UNKNOWN_GOAL = code(
    "SDG516",
    "unknown-goal",
    cause="A link names a target or indicator that the UN framework does not have.",
    cure="Correct the code; numbers changed between editions, see retired.yaml.",
)
UNKNOWN_CLASS = code(
    "SDG517",
    "unknown-class",
    cause="The classification has a key or a code that the framework's scheme does not have.",
    cure="Correct it, or add it to framework.yaml.",
)
UNKNOWN_VOCABULARY = code(
    "SDG518",
    "unknown-vocabulary",
    cause="The categories name a vocabulary that does not exist, or one whose terms have no numbers.",
    cure="Name a vocabulary whose terms carry values, or list the categories.",
)
BENCHMARK_IMPOSSIBLE = code(
    "SDG519",
    "impossible-benchmark",
    cause="A benchmark or goalpost lies outside the values that are possible.",
    cure="Correct the number or the range.",
)
UNKNOWN_REFERENCE = code(
    "SDG520",
    "unknown-series-in-check",
    cause="A check names a series that nobody has defined.",
    cure="Correct the id.",
)
STALE_TRANSLATION = code(
    "SDG521",
    "stale-translation",
    cause="A translation was made of a text that has changed since, or of one that is not there.",
    cure="Read the translation against the text, correct it, and put the new digest into `of`.",
    severity="note",
)
MISSING_TRANSLATION = code(
    "SDG522",
    "missing-translation",
    cause="A text has no translation into a language of the standard; reports show the first language instead.",
    cure="Add the text under translations/.",
    severity="note",
)
UNDATED_TRANSLATION = code(
    "SDG557",
    "translation-of-unknown-text",
    cause="A translation does not say of which wording it was made, so that nobody notices when the text changes.",
    cure="Write the digest of the text into `of`.",
    severity="warning",
)
UNKNOWN_WORD = code(
    "SDG523",
    "unknown-word",
    cause="A word does not stand in the vocabulary for it.",
    cure="Correct the word, or add it to the vocabulary.",
)
UNKNOWN_SERIES = code(
    "SDG530",
    "unknown-series",
    cause="A methodology names a series or node that nobody has defined.",
    cure="Correct the id, or define it.",
)
RULE_WITHOUT_MATCH = code(
    "SDG531",
    "rule-without-match",
    cause="A rule is about nothing that is there, so that it would do nothing.",
    cure="Correct what stands behind `for`, or remove the rule.",
)
POINTS_ORDER = code(
    "SDG532",
    "points-order",
    cause="The points worst, red, green and best do not lie in this order in the direction of the series.",
    cure="Correct the number; a fault of a published source is let through with `accept`.",
)
NOT_BUILT = code(
    "SDG533",
    "not-built-yet",
    cause="The methodology language has this method, but this version of the library has not.",
    cure="Use another method, or a later version of the library.",
)
TREE = code(
    "SDG534",
    "tree",
    cause="A node is defined twice, a branch has no children, or a node stands below itself.",
    cure="Give each node one definition and one place in one direction.",
)
UNKNOWN_POINT = code(
    "SDG535",
    "unknown-point",
    cause="A step, band, reading or formula asks for a point that no rule defines.",
    cure="Define the point under `points`, or correct the name.",
)
NO_POINT = code(
    "SDG536",
    "no-point",
    cause="A selected series lacks a point that a step needs, and the file says `lacking: error`.",
    cure="Give the point, or leave the series out of the selection.",
)
NEVER_ENOUGH = code(
    "SDG560",
    "never-enough",
    cause="A branch needs more of its parts than can ever have a number, since some lack a point that a step asks for.",
    cure="Give the point, need less, or need a share `of: leaves`, which does not count what lacks its point.",
    severity="note",
)
STEP_ORDER = code(
    "SDG537",
    "steps-do-not-fit",
    cause="The steps of a leaf do not fit its series: its direction, its kind, or one another.",
    cure="Reflect a series with a target value first; score answers by their categories; transform before scoring.",
)
MIXED_CHILDREN = code(
    "SDG538",
    "mixed-children",
    cause="The children of a mean are of different kinds: scores and values, different units, or different directions.",
    cure="Bring all children to scores, or give the branch a formula.",
)
NO_AGGREGATE = code(
    "SDG539",
    "no-aggregate",
    cause="No rule says how a branch is made from its children.",
    cure="Add a rule such as `branches: [{for: all, aggregate: arithmetic_mean}]`.",
)
BANDS_ORDER = code(
    "SDG540",
    "bands-order",
    cause="Bands go from the worst to the best, but an edge lies behind the one before it.",
    cure="Put the bands in order; where lower is better the edges fall.",
)
SCORES_OF_ANSWERS = code(
    "SDG541",
    "scores-of-answers",
    cause="The step `categories` scores all answers of a series and no others.",
    cure="Give a score for every code of the category.",
)
METHODOLOGY_TABLE = code(
    "SDG542",
    "table-of-points",
    cause="The table of points beside a methodology cannot be used.",
    cure="A CSV beside the file with the columns series, unit, source, basis and one for each point.",
)
NEEDS_REFERENCE = code(
    "SDG543",
    "needs-reference",
    cause="A rule is fitted to a reference set, but the file names none and is not fitted.",
    cure="Say `reference: {areas: scored}`, or fit the file first.",
)
STALE_FIT = code(
    "SDG544",
    "stale-fit",
    cause="Definitions that a fitted file was made from have changed since.",
    cure="Fit the methodology again.",
)
EXTENDS = code(
    "SDG545",
    "extends",
    cause="A methodology extends one that does not exist, or itself, or stands on top of too many others.",
    cure="Correct the id behind `extends`.",
)
UNKNOWN_SELECTION = code(
    "SDG546",
    "empty-selection",
    cause="`select` chooses no series at all, or names a framework that does not exist.",
    cure="Correct what stands behind `select`.",
)
WEIGHT_TWICE = code(
    "SDG547",
    "weight-twice",
    cause="A child has a weight in the mapping of its parent and another one as a leaf.",
    cure="Keep one of the two.",
)
ENTRY_TWICE = code(
    "SDG549",
    "entry-twice",
    cause="A list has the same entry twice; most often it was copied and then forgotten.",
    cure="Delete it, or write what it was meant to say.",
)
UNUSED_POINT = code(
    "SDG550",
    "unused-point",
    cause="A point is defined that no step, reading, rating, rule or formula asks for.",
    cure="Correct its name, or remove it.",
    severity="warning",
)
OFF_SCALE = code(
    "SDG551",
    "off-scale",
    cause="A step gives a score that lies outside the scale of the file.",
    cure="Correct the score, or the scale.",
    severity="warning",
)
EXAMPLE_SHAPE = code(
    "SDG548",
    "example-shape",
    cause="An example names a series, input or node that is not there, or a value that cannot be read.",
    cure="Correct the name, or write the value with its unit.",
)
OVERRIDES = code(
    "SDG590",
    "overrides",
    cause="A file changes a definition that is not there below, or takes away a key that the definition has not got.",
    cure="Correct the id or the path; a change is about an indicator or a methodology of the edition that is extended.",
)
OVERRIDES_OLDER = code(
    "SDG591",
    "overrides-older-version",
    cause="A definition below has another version than the one that the change was written for.",
    cure="Read what has changed below, correct the change where that matters, and write the new version into `of`.",
    severity="warning",
)
ALREADY_THERE = code(
    "SDG592",
    "already-there",
    cause="A draft would be written over a file that is there, or would have an id that is taken.",
    cure="Give it another name, or change the file that is there. What the edition has is changed by `overrides`.",
)
NOTHING_TO_SCORE = code(
    "SDG593",
    "nothing-to-score",
    cause="A methodology is asked for where there is no indicator that it could be about.",
    cure="Write an indicator first, with `sdg-standard new indicator`, or name a framework that has some.",
)
