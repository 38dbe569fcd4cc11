#!/usr/bin/env python3
"""Judges papers by validators that share no line with Scrip: a folder of name.pdf and name.json, as `xtask papers` writes it.

  qpdf --check           the file's structure: offsets, streams, cross references
  pypdf                  PDF/A-3 and Factur-X as the metadata claims them, the embedded file and its relation
  factur-x               the XML against the XSD of Factur-X 1.09, profile EN 16931
  SaxonC                 the XML against the Schematron of EN 16931 (the rules of CEN, with its code lists)
  pdftotext              what the order's figures are, read back from the printed text

veraPDF is not among them: PDF/A-3 is krilla's word. Ends with one line `N passed, N failed, 0 skipped`.
"""

import json
import logging
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import facturx
import pypdf
import saxonche

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
UDT = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PDFAID = "http://www.aiim.org/pdfa/ns/id/"


class Schematron:
    """The rules of EN 16931, compiled once."""

    def __init__(self):
        folder = pathlib.Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931"
        self.processor = saxonche.PySaxonProcessor(license=False)
        compiler = self.processor.new_xslt30_processor()
        # The code lists stand beside the rules.
        self.rules = compiler.compile_stylesheet(stylesheet_file=str(folder / "FACTUR-X_EN16931.xslt"))

    def broken(self, xml):
        node = self.processor.parse_xml(xml_text=xml)
        report = ElementTree.fromstring(self.rules.transform_to_string(xdm_node=node))
        fired = len(report.findall(SVRL + "fired-rule"))
        if fired < 20:
            return [f"only {fired} rules of the Schematron fired: it did not see an invoice"]
        failed = report.findall(SVRL + "failed-assert") + report.findall(SVRL + "successful-report")
        return [" ".join("".join(each.itertext()).split()) for each in failed]


def plain(text):
    """Texts break over lines and have spaces that do not: both are blanks. Without any, a broken word is whole again."""
    return re.sub(r"\s+", "", text)


def text_of(tree, path):
    found = tree.find(".//" + "/".join(RAM + part for part in path.split("/")))
    return found.text if found is not None else None


def faults(pdf, expected, schematron):
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    if checked.returncode != 0:
        yield f"qpdf: {checked.stdout}{checked.stderr}"

    printed = plain(subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)
    flowing = plain(subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)
    for said in expected["says"]:
        if plain(said) not in printed and plain(said) not in flowing:
            yield f"the printed text does not say {said!r}"

    reader = pypdf.PdfReader(str(pdf))
    metadata = reader.xmp_metadata.rdf_root.toxml()
    for name, wanted in (("part", "3"), ("conformance", "U")):
        if not re.search(rf"<pdfaid:{name}>{wanted}</pdfaid:{name}>|pdfaid:{name}=\"{wanted}\"", metadata):
            yield f"the metadata does not claim PDF/A-3u ({name})"

    invoice = expected["einvoice"]
    if invoice is None:
        if reader.attachments:
            yield "a paper without an e-invoice has an attachment"
        return
    for name, wanted in (("DocumentType", "INVOICE"), ("DocumentFileName", "factur-x.xml"), ("Version", "1.0"), ("ConformanceLevel", "EN 16931")):
        if f"<fx:{name}>{wanted}</fx:{name}>" not in metadata or FX not in metadata:
            yield f"the metadata does not say {name} = {wanted}"
    described = metadata.count("<pdfaExtension:schemas>")
    if described != 1:
        yield f"{described} lists of extension schemas"
    if list(reader.attachments) != ["factur-x.xml"]:
        yield f"attachments: {list(reader.attachments)}"
    related = [each.get_object()["/AFRelationship"] for each in reader.trailer["/Root"]["/AF"]]
    if related != ["/Alternative"]:
        yield f"relation of the attachment: {related}"

    name, xml = facturx.get_xml_from_pdf(pdf.read_bytes(), check_xsd=True)
    if name != "factur-x.xml" or facturx.get_flavor(facturx_tree(xml)) != "factur-x" or facturx.get_level(facturx_tree(xml)) != "en16931":
        yield "factur-x does not read it as Factur-X of the profile EN 16931"
    yield from schematron.broken(xml.decode())

    tree = ElementTree.fromstring(xml)
    totals = "SpecifiedTradeSettlementHeaderMonetarySummation/"
    found = {
        "number": tree.find(".//{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}ExchangedDocument/" + RAM + "ID").text,
        "type": tree.find(".//{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}ExchangedDocument/" + RAM + "TypeCode").text,
        "currency": text_of(tree, "InvoiceCurrencyCode"),
        "net": text_of(tree, totals + "TaxBasisTotalAmount"),
        "tax": text_of(tree, totals + "TaxTotalAmount"),
        "gross": text_of(tree, totals + "GrandTotalAmount"),
        "category": text_of(tree, "ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode"),
        "order": text_of(tree, "SellerOrderReferencedDocument/IssuerAssignedID"),
    }
    for name, wanted in invoice.items():
        same = float(found[name]) == float(wanted) if name in ("net", "tax", "gross") else found[name] == wanted
        if not same:
            yield f"the e-invoice has {name} = {found[name]}, the order {wanted}"


def facturx_tree(xml):
    from lxml import etree

    return etree.fromstring(xml)


def main():
    logging.disable(logging.CRITICAL)
    folder = pathlib.Path(sys.argv[1])
    schematron = Schematron()
    passed = failed = 0
    # A validator that finds nothing wrong with a wrong paper is no validator.
    for name, broken in (("a total that does not add up", ("<ram:GrandTotalAmount>", "<ram:GrandTotalAmount>9")), ("no buyer", ("<ram:BuyerTradeParty>", "<ram:BuyerTradeParty><!--"))):
        first = next(path for path in sorted(folder.glob("*.pdf")) if json.loads(path.with_suffix(".json").read_text())["einvoice"])
        xml = facturx.get_xml_from_pdf(first.read_bytes(), check_xsd=False)[1].decode()
        wrong = xml.replace(*broken)
        if "<!--" in wrong:
            wrong = wrong.replace("</ram:BuyerTradeParty>", "--></ram:BuyerTradeParty>")
        if wrong != xml and schematron.broken(wrong):
            passed += 1
        else:
            failed += 1
            print(f"FAILED {name}: the Schematron does not mind")
    for pdf in sorted(folder.glob("*.pdf")):
        found = list(faults(pdf, json.loads(pdf.with_suffix(".json").read_text()), schematron))
        passed, failed = (passed, failed + 1) if found else (passed + 1, failed)
        for fault in found:
            print(f"FAILED {pdf.stem}: {fault}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed or not passed else 0)


main()
