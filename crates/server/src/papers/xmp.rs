//! The Factur-X properties in a PDF's metadata, which krilla has no word for: spliced in, every offset moved along.
//!
//! krilla writes a classic cross-reference table and the metadata uncompressed, as PDF/A-3 wants it. What stands behind the
//! splice moves by its length, so the table's offsets do too. A PDF of any other build is refused, never guessed at.

/// What readers look for: that there is an invoice, under which name, in which profile.
const PROPERTIES: &str = "<rdf:Description rdf:about=\"\" xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\">\
<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>\
<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>";

/// The four properties described, as PDF/A wants of every schema that it does not know.
const SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>DocumentFileName</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
<pdfaProperty:description>name of the embedded XML invoice file</pdfaProperty:description></rdf:li>\
<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>DocumentType</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
<pdfaProperty:description>INVOICE</pdfaProperty:description></rdf:li>\
<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>Version</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
<pdfaProperty:description>The actual version of the Factur-X XML schema</pdfaProperty:description></rdf:li>\
<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>ConformanceLevel</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
<pdfaProperty:description>The conformance level of the embedded Factur-X data</pdfaProperty:description></rdf:li>\
</rdf:Seq></pdfaSchema:property></rdf:li>";

/// Where krilla describes schemas already, ours joins them; there may be one list only.
const LIST_END: &[u8] = b"</rdf:Bag></pdfaExtension:schemas>";

/// The PDF with the properties; none when it is not built as krilla builds it.
pub(super) fn with_properties(pdf: &[u8]) -> Option<Vec<u8>> {
    let start = find(pdf, b"<?xpacket begin", 0)?;
    let end = find(pdf, b"<?xpacket end", start)?;
    let packet = pdf.get(start..end)?;
    let close = start + find(packet, b"</rdf:RDF>", 0)?;
    let mut splices = Vec::new();
    if let Some(place) = find(packet, LIST_END, 0) {
        splices.push((start + place, SCHEMA.to_owned()));
        splices.push((close, PROPERTIES.to_owned()));
    } else {
        splices.push((close, format!("{PROPERTIES}{}", list())));
    }
    let grown: usize = splices.iter().map(|(_, text)| text.len()).sum();
    let (length_start, length_end, length) = length_before(pdf, start)?;
    let new_length = (length + grown).to_string();
    let mut out = Vec::with_capacity(pdf.len() + grown + 8);
    out.extend_from_slice(pdf.get(..length_start)?);
    out.extend_from_slice(new_length.as_bytes());
    let mut from = length_end;
    for (place, text) in &splices {
        out.extend_from_slice(pdf.get(from..*place)?);
        out.extend_from_slice(text.as_bytes());
        from = *place;
    }
    out.extend_from_slice(pdf.get(from..)?);
    // Objects before the metadata stand where they stood; all behind it have moved by the same distance.
    let moved = out.len() - pdf.len();
    move_offsets(&mut out, start, moved)?;
    Some(out)
}

fn list() -> String {
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
         <pdfaExtension:schemas><rdf:Bag>{SCHEMA}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
}

/// The digits of `/Length` in the dictionary right before the stream.
fn length_before(pdf: &[u8], stream: usize) -> Option<(usize, usize, usize)> {
    const NAME: &[u8] = b"/Length ";
    let head = pdf.get(..stream)?;
    let start = head.windows(NAME.len()).rposition(|window| window == NAME)? + NAME.len();
    let digits = head.get(start..)?.iter().take_while(|digit| digit.is_ascii_digit()).count();
    let length = core::str::from_utf8(head.get(start..start + digits)?).ok()?.parse().ok()?;
    Some((start, start + digits, length))
}

/// Moves each offset behind the metadata's start, in the table and in the line that leads to the table.
fn move_offsets(pdf: &mut [u8], behind: usize, moved: usize) -> Option<()> {
    const LEADS: &[u8] = b"startxref\n";
    let lead = pdf.windows(LEADS.len()).rposition(|window| window == LEADS)? + LEADS.len();
    let digits = pdf.get(lead..)?.iter().take_while(|digit| digit.is_ascii_digit()).count();
    let table = core::str::from_utf8(pdf.get(lead..lead + digits)?).ok()?.parse::<usize>().ok()? + moved;
    let text = table.to_string();
    // A longer number would move the end of the file, where nothing stands that any offset leads to.
    if text.len() != digits {
        return None;
    }
    pdf.get_mut(lead..lead + digits)?.copy_from_slice(text.as_bytes());
    let rows = pdf.get(table..)?;
    let mut row = table + rows.strip_prefix(b"xref\n")?.iter().position(|letter| *letter == b'\n')? + 6;
    while pdf.get(row + 10..row + 18) == Some(b" 00000 n") || pdf.get(row + 10..row + 18) == Some(b" 65535 f") {
        let offset: usize = core::str::from_utf8(pdf.get(row..row + 10)?).ok()?.parse().ok()?;
        if offset > behind {
            pdf.get_mut(row..row + 10)?.copy_from_slice(format!("{:010}", offset + moved).as_bytes());
        }
        row += 20;
    }
    Some(())
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(wanted.len()).position(|window| window == wanted).map(|place| place + from)
}
