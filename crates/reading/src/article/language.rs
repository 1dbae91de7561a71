//! The language of an article.
//!
//! What enters: the text and the code that the page declares. What leaves: an ISO 639-1 code, where it can be told. The
//! text is believed before the declaration, because templates declare the language of the shop they came from.

/// How much of a text is looked at; a language shows in its first paragraphs.
const LOOKED_AT: usize = 4000;
/// Shorter texts are too short to contradict a declaration.
const ENOUGH: usize = 120;

/// The language of a text.
pub(super) fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let sample = super::prefix(text, LOOKED_AT);
    let guess = whatlang::detect(sample)
        .and_then(|info| Some((two_letters(info.lang())?, info.is_reliable())));
    match (guess, declared) {
        (Some((found, true)), _) if sample.len() >= ENOUGH => Some(found.to_owned()),
        (_, Some(declared)) => Some(declared),
        (Some((found, sure)), None) if sure || sample.len() >= ENOUGH => Some(found.to_owned()),
        _ => None,
    }
}

/// The English name of the language of a text that is not English, beyond doubt: none of the places looked at reads as English, and the first is surely
/// something else. A text that is short or mixed is nobody's, so that it is read.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let mut first = None;
    for third in 0..3 {
        let mut start = text.len() / 3 * third;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let sample = super::prefix(&text[start..], LOOKED_AT / 2);
        if sample.len() < ENOUGH {
            break;
        }
        let guess = whatlang::detect(sample)?;
        if guess.lang() == whatlang::Lang::Eng || (third == 0 && !guess.is_reliable()) {
            return None;
        }
        first = first.or(Some(guess.lang().eng_name()));
    }
    first
}

/// "en-US", "EN", "en_GB" name English.
fn code(declared: &str) -> Option<String> {
    let code: String = declared
        .trim()
        .split(['-', '_', ',', ';', ' '])
        .next()?
        .to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

/// ISO 639-1 of the guesser's languages, which it names by ISO 639-3.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    let three = lang.code();
    const CODES: &str = "afr af aka ak amh am ara ar aze az bel be ben bn bul bg cat ca ces cs cmn zh dan da deu de ell el eng en \
        epo eo est et fin fi fra fr guj gu heb he hin hi hrv hr hun hu hye hy ind id ita it jav jv jpn ja kan kn kat ka khm km \
        kor ko lat la lav lv lit lt mal ml mar mr mkd mk mya my nep ne nld nl nob nb ori or pan pa pes fa pol pl por pt ron ro \
        rus ru sin si slk sk slv sl sna sn spa es srp sr swe sv tam ta tel te tgl tl tha th tuk tk tur tr ukr uk urd ur uzb uz \
        vie vi yid yi zul zu cym cy";
    let mut codes = CODES.split_whitespace();
    while let (Some(long), Some(short)) = (codes.next(), codes.next()) {
        if long == three {
            return Some(short);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_foreign_throughout_is_foreign() {
        let french = "Le président du Pérou s'est rendu en visite officielle à Wellington, où il a rencontré le premier ministre. ".repeat(9);
        let english = "The president of Peru paid an official visit to Wellington, where he met the prime minister of the country. ".repeat(9);
        assert_eq!(foreign(&french), Some("French"));
        assert_eq!(foreign(&english), None);
        assert_eq!(foreign(&format!("{french}{english}")), None);
        assert_eq!(foreign("Le président est arrivé."), None);
        let russian =
            "Президент Перу прибыл с официальным визитом и встретился с премьер-министром. "
                .repeat(3);
        assert_eq!(foreign(&russian), Some("Russian"));
    }

    #[test]
    fn text_before_declaration() {
        let russian = "Президент России прибыл с официальным визитом и провёл переговоры с премьер-министром Японии о развитии отношений между странами.";
        assert_eq!(language(russian, Some("en-US")).as_deref(), Some("ru"));
        assert_eq!(language("Lima", Some("es_PE")).as_deref(), Some("es"));
        assert_eq!(language("Lima", None), None);
        assert_eq!(language("", Some("x-default")), None);
    }
}
