"""The structure as SDMX-ML 2.1: code lists, concepts, and a data structure and a flow for each table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from sdg_standard.agenda.export.xml import add, text_of
from sdg_standard.catalogue import Standard
from sdg_standard.formats.content import Content
from sdg_standard.formats.ids import as_code
from sdg_standard.formats.sdmx.flows import FLOWS, Component, components, dimension_of
from sdg_standard.formats.sdmx.lists import Code, Lists
from sdg_standard.formats.texts import Names, spoken
from sdg_standard.plans.titles import standard_titles

_SPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_VERSION = re.compile(r"\d+(\.\d+)*")
CONCEPTS = "CS_SDG_STANDARD"


class Identity:
    """Whose artefacts they are, in which version."""

    def __init__(self, standard: Standard) -> None:
        self.agency = as_code(standard.id)
        self.version = standard.edition if _VERSION.fullmatch(standard.edition) else "1.0"

    def flow(self, name: str) -> str:
        """A flow of data by the short form of its URN.

        >>> import sdg_standard as sdg
        >>> Identity(sdg.load()).flow("values")
        'SDG_STANDARD:DF_VALUES(2026.1)'
        """
        return f"{self.agency}:DF_{name.upper()}({self.version})"


def structure_text(content: Content, lists: Lists, flows: Sequence[str] = FLOWS) -> str:
    """The structure message. Its time of preparation is the day of the edition, so that it is the same each time."""
    return text_of(_Structure(content, lists, flows).message())


class _Structure:
    def __init__(self, content: Content, lists: Lists, flows: Sequence[str]) -> None:
        self.standard, self.lists, self.flows = content.standard, lists, flows
        self.identity = Identity(content.standard)
        self.components = {name: components(name, () if name == "scores" else lists.breakdowns) for name in flows}

    def message(self) -> Element:
        root = ElementTree.Element("mes:Structure")
        for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
            root.set(f"xmlns:{prefix}", f"{_SPACE}/{name}")
        head = add(root, "mes:Header")
        add(head, "mes:ID", f"{self.identity.agency}_{as_code(self.standard.edition)}")
        add(head, "mes:Test", "false")
        day = self.standard.about.date
        add(head, "mes:Prepared", f"{day.isoformat() if day else '1970-01-01'}T00:00:00")
        add(head, "mes:Sender", id=self.identity.agency)
        body = add(root, "mes:Structures")
        self._agency(add(body, "str:OrganisationSchemes"))
        self._dataflows(add(body, "str:Dataflows"))
        self._codelists(add(body, "str:Codelists"))
        self._concepts(add(body, "str:Concepts"))
        structures = add(body, "str:DataStructures")
        for name in self.flows:
            self._structure(structures, name)
        return root

    def _artefact(self, parent: Element, tag: str, name: str, names: Names) -> Element:
        made = add(parent, tag, id=name, agencyID=self.identity.agency, version=self.identity.version)
        _named(made, names)
        return made

    def _agency(self, parent: Element) -> None:
        scheme = add(parent, "str:AgencyScheme", id="AGENCIES", agencyID="SDMX", version="1.0")
        _named(scheme, spoken("formats.sdmx.agencies"))
        agency = add(scheme, "str:Agency", id=self.identity.agency)
        _named(agency, standard_titles(self.standard))

    def _dataflows(self, parent: Element) -> None:
        for name in self.flows:
            flow = self._artefact(parent, "str:Dataflow", f"DF_{name.upper()}", spoken(f"formats.sdmx.flow.{name}"))
            reference = self._reference(add(flow, "str:Structure"), f"DSD_{name.upper()}", "datastructure")
            reference.set("class", "DataStructure")

    def _codelists(self, parent: Element) -> None:
        wanted = {one.codes for parts in self.components.values() for one in parts if one.codes}
        for name, codes in self.lists.by_name.items():
            if name in wanted:
                made = self._artefact(parent, "str:Codelist", f"CL_{name}", self._concept_names(name))
                for code in codes:
                    _code(made, code)

    def _concepts(self, parent: Element) -> None:
        scheme = self._artefact(parent, "str:ConceptScheme", CONCEPTS, spoken("formats.sdmx.concepts"))
        ids = dict.fromkeys(one.id for parts in self.components.values() for one in parts)
        for name in ids:
            _named(add(scheme, "str:Concept", id=name), self._concept_names(name))

    def _concept_names(self, name: str) -> Names:
        """The names of a concept: of a breakdown those of its vocabulary, else sentences of ours."""
        for breakdown in self.lists.breakdowns:
            if dimension_of(breakdown) == name:
                return self.lists.content.breakdown_titles(breakdown)
        return spoken(f"formats.sdmx.concept.{'REF_AREA' if name == 'AREA' else name}")

    def _structure(self, parent: Element, name: str) -> None:
        made = self._artefact(parent, "str:DataStructure", f"DSD_{name.upper()}", spoken(f"formats.sdmx.flow.{name}"))
        whole = add(made, "str:DataStructureComponents")
        parts = self.components[name]
        dimensions = add(whole, "str:DimensionList", id="DimensionDescriptor")
        for place, one in enumerate((one for one in parts if one.role in ("dimension", "time")), start=1):
            tag = "str:TimeDimension" if one.role == "time" else "str:Dimension"
            self._component(add(dimensions, tag, id=one.id, position=str(place)), one)
        attributes = add(whole, "str:AttributeList", id="AttributeDescriptor")
        for one in (one for one in parts if one.role == "attribute"):
            made = self._component(add(attributes, "str:Attribute", id=one.id, assignmentStatus="Conditional"), one)
            relation = add(made, "str:AttributeRelationship")
            add(add(relation, "str:PrimaryMeasure"), "Ref", id="OBS_VALUE")
        measures = add(whole, "str:MeasureList", id="MeasureDescriptor")
        for one in (one for one in parts if one.role == "measure"):
            self._component(add(measures, "str:PrimaryMeasure", id=one.id), one)

    def _component(self, made: Element, one: Component) -> Element:
        concept = add(add(made, "str:ConceptIdentity"), "Ref", id=one.id)
        concept.attrib |= {
            "maintainableParentID": CONCEPTS,
            "maintainableParentVersion": self.identity.version,
            "agencyID": self.identity.agency,
            "package": "conceptscheme",
            "class": "Concept",
        }
        represented = add(made, "str:LocalRepresentation")
        if one.kind == "code" and one.codes:
            self._reference(add(represented, "str:Enumeration"), f"CL_{one.codes}", "codelist").set("class", "Codelist")
        else:
            kind = "ObservationalTimePeriod" if one.role == "time" else "Double" if one.kind == "number" else "String"
            add(represented, "str:TextFormat", textType=kind)
        return made

    def _reference(self, parent: Element, name: str, package: str) -> Element:
        made = add(parent, "Ref", id=name, version=self.identity.version, agencyID=self.identity.agency)
        made.set("package", package)
        return made


def _code(parent: Element, code: Code) -> None:
    made = add(parent, "str:Code", id=code.id)
    if code.facts:
        notes = add(made, "com:Annotations")
        for name, text in code.facts.items():
            note = add(notes, "com:Annotation")
            add(note, "com:AnnotationType", name)
            add(note, "com:AnnotationText", text)
    _named(made, code.names)
    _named(made, code.about, "com:Description")


def _named(parent: Element, names: Mapping[str, str], tag: str = "com:Name") -> None:
    for language, text in names.items():
        add(parent, tag, text).set("xml:lang", language)
