//! Countries: which there are, and what the commonest are called in each language.

use super::Language;

/// ISO 3166-1, alpha-2.
const ALL: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
     BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
     FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
     IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
     ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
     PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
     TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The members of the European Union.
const EU: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

/// A country that papers know by name.
struct Row {
    code: &'static str,
    names: [&'static str; 3],
}

const fn row(code: &'static str, names: [&'static str; 3]) -> Row {
    Row { code, names }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("AE", ["United Arab Emirates", "Vereinigte Arabische Emirate", "Zjednoczone Emiraty Arabskie"]),
    row("AR", ["Argentina", "Argentinien", "Argentyna"]),
    row("AT", ["Austria", "Österreich", "Austria"]),
    row("AU", ["Australia", "Australien", "Australia"]),
    row("BE", ["Belgium", "Belgien", "Belgia"]),
    row("BG", ["Bulgaria", "Bulgarien", "Bułgaria"]),
    row("BR", ["Brazil", "Brasilien", "Brazylia"]),
    row("CA", ["Canada", "Kanada", "Kanada"]),
    row("CH", ["Switzerland", "Schweiz", "Szwajcaria"]),
    row("CL", ["Chile", "Chile", "Chile"]),
    row("CN", ["China", "China", "Chiny"]),
    row("CO", ["Colombia", "Kolumbien", "Kolumbia"]),
    row("CY", ["Cyprus", "Zypern", "Cypr"]),
    row("CZ", ["Czechia", "Tschechien", "Czechy"]),
    row("DE", ["Germany", "Deutschland", "Niemcy"]),
    row("DK", ["Denmark", "Dänemark", "Dania"]),
    row("EE", ["Estonia", "Estland", "Estonia"]),
    row("EG", ["Egypt", "Ägypten", "Egipt"]),
    row("ES", ["Spain", "Spanien", "Hiszpania"]),
    row("FI", ["Finland", "Finnland", "Finlandia"]),
    row("FR", ["France", "Frankreich", "Francja"]),
    row("GB", ["United Kingdom", "Vereinigtes Königreich", "Wielka Brytania"]),
    row("GR", ["Greece", "Griechenland", "Grecja"]),
    row("HK", ["Hong Kong", "Hongkong", "Hongkong"]),
    row("HR", ["Croatia", "Kroatien", "Chorwacja"]),
    row("HU", ["Hungary", "Ungarn", "Węgry"]),
    row("ID", ["Indonesia", "Indonesien", "Indonezja"]),
    row("IE", ["Ireland", "Irland", "Irlandia"]),
    row("IL", ["Israel", "Israel", "Izrael"]),
    row("IN", ["India", "Indien", "Indie"]),
    row("IS", ["Iceland", "Island", "Islandia"]),
    row("IT", ["Italy", "Italien", "Włochy"]),
    row("JP", ["Japan", "Japan", "Japonia"]),
    row("KE", ["Kenya", "Kenia", "Kenia"]),
    row("KR", ["South Korea", "Südkorea", "Korea Południowa"]),
    row("LI", ["Liechtenstein", "Liechtenstein", "Liechtenstein"]),
    row("LT", ["Lithuania", "Litauen", "Litwa"]),
    row("LU", ["Luxembourg", "Luxemburg", "Luksemburg"]),
    row("LV", ["Latvia", "Lettland", "Łotwa"]),
    row("MT", ["Malta", "Malta", "Malta"]),
    row("MX", ["Mexico", "Mexiko", "Meksyk"]),
    row("MY", ["Malaysia", "Malaysia", "Malezja"]),
    row("NG", ["Nigeria", "Nigeria", "Nigeria"]),
    row("NL", ["Netherlands", "Niederlande", "Holandia"]),
    row("NO", ["Norway", "Norwegen", "Norwegia"]),
    row("NZ", ["New Zealand", "Neuseeland", "Nowa Zelandia"]),
    row("PH", ["Philippines", "Philippinen", "Filipiny"]),
    row("PL", ["Poland", "Polen", "Polska"]),
    row("PT", ["Portugal", "Portugal", "Portugalia"]),
    row("RO", ["Romania", "Rumänien", "Rumunia"]),
    row("RS", ["Serbia", "Serbien", "Serbia"]),
    row("SA", ["Saudi Arabia", "Saudi-Arabien", "Arabia Saudyjska"]),
    row("SE", ["Sweden", "Schweden", "Szwecja"]),
    row("SG", ["Singapore", "Singapur", "Singapur"]),
    row("SI", ["Slovenia", "Slowenien", "Słowenia"]),
    row("SK", ["Slovakia", "Slowakei", "Słowacja"]),
    row("TH", ["Thailand", "Thailand", "Tajlandia"]),
    row("TR", ["Türkiye", "Türkei", "Turcja"]),
    row("TW", ["Taiwan", "Taiwan", "Tajwan"]),
    row("UA", ["Ukraine", "Ukraine", "Ukraina"]),
    row("US", ["United States", "Vereinigte Staaten", "Stany Zjednoczone"]),
    row("VN", ["Vietnam", "Vietnam", "Wietnam"]),
    row("ZA", ["South Africa", "Südafrika", "Republika Południowej Afryki"]),
];

/// True for a code of ISO 3166-1 in capital letters.
pub(crate) fn is_country(code: &str) -> bool {
    ALL.split(' ').any(|listed| listed == code)
}

/// True for a member of the European Union.
pub(crate) fn is_eu(code: &str) -> bool {
    EU.split(' ').any(|listed| listed == code)
}

/// The country's name; one that is not among the rows is called by its code.
pub(crate) fn country(code: &str, language: Language) -> &str {
    let Some(row) = ROWS.iter().find(|row| row.code == code) else { return code };
    let [en, de, pl] = row.names;
    match language {
        Language::En => en,
        Language::De => de,
        Language::Pl => pl,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_country_and_every_member_state_is_a_row() {
        for row in ROWS {
            assert!(is_country(row.code), "{}", row.code);
        }
        for code in EU.split(' ') {
            assert_ne!(country(code, Language::De), code, "{code} has no name");
        }
        assert_eq!(ALL.split(' ').count(), 249);
    }

    #[test]
    fn a_country_without_a_row_is_called_by_its_code() {
        assert_eq!(country("MZ", Language::Pl), "MZ");
        for bad in ["", "pl", "XX", "PL ", "EU", "UK", "A"] {
            assert!(!is_country(bad), "{bad}");
        }
    }
}
