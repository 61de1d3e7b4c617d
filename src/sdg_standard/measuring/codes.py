"""The codes of evidence and scoring: what can be wrong with a row, and with a run."""

from sdg_standard.errors import code

UNKNOWN_COLUMN = code(
    "SDG701",
    "unknown-column",
    cause="The table has a column that nothing reads; it is ignored.",
    cure="Rename the column if one of the known ones is meant, otherwise leave it.",
    severity="warning",
)
AREA = code("SDG702", "area", cause="The area of a row is empty or unknown.", cure="Write the id of the area: NO-3025.")
PERIOD_OF_ROW = code(
    "SDG703",
    "period-of-row",
    cause="The period of a row cannot be read.",
    cure="Write 2020, 2020-Q1, 2020-03, 2020-03-01 or an interval such as 2014/2020.",
)
SERIES_OF_ROW = code(
    "SDG704",
    "series-of-row",
    cause="The series of a row is not defined.",
    cure="Write the id of the series or its official code; `sdg-standard search` finds both.",
)
INPUT_OF_ROW = code(
    "SDG705",
    "input-of-row",
    cause="The input of a row is none of the inputs of its series.",
    cure="Write the name of an input as the definition has it.",
)
STATUS_OF_ROW = code(
    "SDG706",
    "status-of-row",
    cause="A status is unknown, or does not go with the value.",
    cure="Use the SDMX codes: A for a normal value, O not reported, M not applicable, Q suppressed.",
)
WORD_OF_ROW = code(
    "SDG707",
    "word-of-row",
    cause="A word for quality, verification or confidentiality is unknown; it is treated as empty.",
    cure="Use a word of the vocabulary.",
    severity="warning",
)
VALUE_OF_ROW = code(
    "SDG708",
    "value-of-row",
    cause="A value cannot be read as a number, or is none of the answers of a category.",
    cure="Write a plain number with a decimal point, or one of the answers.",
)
UNIT_OF_ROW = code(
    "SDG709",
    "unit-of-row",
    cause="A unit is missing, unknown, or measures something else than the series does.",
    cure="Write the unit of the series, or one of the same kind.",
)
IMPOSSIBLE = code(
    "SDG710",
    "impossible-value",
    cause="The value lies outside what is possible for the series.",
    cure="Check the number and its unit.",
)
IMPLAUSIBLE = code(
    "SDG711",
    "implausible-value",
    cause="The value is possible but lies outside what is usually seen; it is kept.",
    cure="Check the number; if it is right, say why in the note.",
    severity="warning",
)
INVISIBLE = code(
    "SDG755",
    "invisible-sign",
    cause="A cell that says what a row is about holds a sign that nobody sees: two texts that look alike differ.",
    cure="Type the text anew, or paste it without formatting.",
)
EMPTY_VALUE = code(
    "SDG712",
    "empty-value",
    cause="A value is empty and no status says why; it counts as not reported.",
    cure="Write status O for not reported, M for not applicable, Q for suppressed.",
    severity="warning",
)
DUPLICATE_ROW = code(
    "SDG713",
    "duplicate-row",
    cause="Two rows say the same; they count once.",
    cure="Remove one of them.",
    severity="note",
)
CONTRADICTION = code(
    "SDG714",
    "contradiction",
    cause="Rows about the same area, period and series say different things; none of them is used.",
    cure="Keep the one that is right.",
)
MISSING_INPUT = code(
    "SDG715",
    "missing-input",
    cause="A formula lacks an input, and no value is given instead.",
    cure="Add a row for the missing input, or for the value itself.",
)
DIFFERS = code(
    "SDG716",
    "differs-from-inputs",
    cause="A value is given with all inputs, and they give another number; the computed one is used.",
    cure="Correct the value or the inputs.",
    severity="warning",
)
INPUTS_DIFFER = code(
    "SDG717",
    "inputs-differ",
    cause="The same input is given twice, nearer and farther, and the two differ by more than 5 per cent.",
    cure="Use one number throughout, or explain the difference in the note.",
    severity="warning",
)
NO_RESULT = code(
    "SDG718",
    "no-result",
    cause="A formula has no result for these inputs: a denominator is 0, or a number is outside what a function takes.",
    cure="Check the inputs; where there is nothing to count, write status M.",
)
INTERVAL = code(
    "SDG719",
    "interval",
    cause="The ends of an interval cannot be read, or the value lies outside; the interval is left out.",
    cure="Write low and high in the unit of the value, low below high.",
    severity="warning",
)
CHECK = code(
    "SDG720",
    "check",
    cause="A check of the definition does not hold: the number may be right, but somebody should look.",
    cure="Check both numbers; if they are right, say why in the note.",
    severity="warning",
)
SEVERAL_PERIODS = code(
    "SDG721",
    "several-periods",
    cause="Two observations end in the scored period and are as long as it; neither can be preferred.",
    cure="Keep the one that is meant for the period.",
)
NOT_IN_AREAS = code(
    "SDG722",
    "not-in-areas",
    cause="The evidence has an area that the table of areas does not list; it is not scored.",
    cure="Add the area to the table, or leave the table out.",
)
HEADLINE = code(
    "SDG750",
    "headline",
    cause="A methodology is known by one number, and a tree of several roots has several.",
    cure="Say which node is meant: headline=.",
)
SCREENED_OUT = code(
    "SDG751",
    "screened-out",
    cause="An area reports less than the methodology asks for, or too many of its values are 0; it takes no part.",
    cure="See the table of areas (`card.screening`); to keep an area whatever it reports, name it in `always`.",
    severity="note",
)
NEEDS_FIT = code(
    "SDG723",
    "needs-fit",
    cause="The methodology has rules that are fitted to a reference set, and none is at hand.",
    cure="Give a reference set, reference=…, or fit the methodology first.",
)
UNEQUAL_CORRELATION = code(
    "SDG752",
    "unequal-correlation",
    cause="No weights of 0 or more make all children correlate equally with their branch; some end at 0.",
    cure="Look at these children: leave out what weighs 0, or give the weights yourself.",
    severity="warning",
)
EXAMPLE_FAILS = code(
    "SDG724",
    "example-fails",
    cause="An example does not come out as it says.",
    cure="Correct the example, or what it is an example of.",
)
NOTHING_SCORED = code(
    "SDG725",
    "nothing-scored",
    cause="No area got a single score.",
    cure="See the other problems, and the column `reason` of the scores.",
)
UNKNOWN_ATTRIBUTE = code(
    "SDG726",
    "unknown-attribute",
    cause="A condition or group asks for an area attribute that the table of areas does not have.",
    cure="Hand over a table of areas with this column.",
    severity="warning",
)
MADE_AREA = code(
    "SDG740",
    "made-area",
    cause="An area that is made of areas stands elsewhere as well: in the evidence, or among the groups of two rules.",
    cure="Give the made area an id of its own, and leave it out of the evidence: its values come from its members.",
)
NO_WEIGHT = code(
    "SDG730",
    "no-weight",
    cause="An area attribute that weights the members of a group is no number of 0 or more; the member does not count.",
    cure="Correct the attribute, or leave it empty if the member is not to count.",
    severity="warning",
)
COMMITMENT = code(
    "SDG727",
    "commitment",
    cause="A row of the table of commitments cannot be used.",
    cure="Columns area, series, value, unit, year; one row for each area and series.",
)
WITHHELD = code(
    "SDG728",
    "withheld",
    cause="A value is not for publication (its confidentiality is not F); it is left out of everything we write.",
    cure="Hand over a value that may be published, or leave it as it is.",
    severity="note",
)
UNREADABLE_SCORECARD = code(
    "SDG729",
    "unreadable-scorecard",
    cause="The file is no scorecard that this library wrote, or it was changed by hand.",
    cure="Score the evidence again and save the scorecard anew.",
)
NOT_EXPLAINED = code(
    "SDG765",
    "not-explained",
    cause="An explanation is asked of a scorecard that was saved without explanations.",
    cure="Save the scorecard with `to_json(explanations=True)`, or ask the scorecard that `score` gives.",
)
PERIOD_WITHOUT_DATA = code(
    "SDG766",
    "period-without-data",
    cause="A period is scored for which no series that takes part has a value, so that all its rows are empty.",
    cure="Ask for a period that the evidence speaks of, or let the methodology read older values (`latest`).",
    severity="warning",
)
