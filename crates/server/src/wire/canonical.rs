//! The canonical form of a JSON body: no spaces, keys in order. Two requests are the same when it is. Knows no field.

/// Appends the canonical form of a JSON text that is known to be well-formed.
pub(crate) fn write(json: &str, out: &mut Vec<u8>) {
    let mut at = Cursor { bytes: json.as_bytes(), place: 0 };
    at.value(out);
}

struct Cursor<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.place).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
            self.place += 1;
        }
    }

    /// The byte after spaces, taken.
    fn next(&mut self) -> Option<u8> {
        self.skip_spaces();
        let byte = self.peek();
        self.place += 1;
        byte
    }

    fn value(&mut self, out: &mut Vec<u8>) {
        self.skip_spaces();
        match self.peek() {
            Some(b'{') => self.object(out),
            Some(b'[') => self.list(out),
            Some(b'"') => out.extend_from_slice(self.string()),
            _ => out.extend_from_slice(self.bare()),
        }
    }

    fn string(&mut self) -> &'a [u8] {
        let start = self.place;
        self.place += 1;
        while let Some(byte) = self.peek() {
            self.place += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.bytes.get(start..self.place).unwrap_or_default()
    }

    /// A number or one of the three words.
    fn bare(&mut self) -> &'a [u8] {
        let start = self.place;
        while self.peek().is_some_and(|b| !matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')) {
            self.place += 1;
        }
        self.bytes.get(start..self.place).unwrap_or_default()
    }

    fn list(&mut self, out: &mut Vec<u8>) {
        out.push(b'[');
        self.place += 1;
        self.skip_spaces();
        if self.peek() == Some(b']') {
            self.place += 1;
        } else {
            loop {
                self.value(out);
                match self.next() {
                    Some(b',') => out.push(b','),
                    _ => break,
                }
            }
        }
        out.push(b']');
    }

    fn object(&mut self, out: &mut Vec<u8>) {
        self.place += 1;
        let mut fields: Vec<(&[u8], Vec<u8>)> = Vec::new();
        self.skip_spaces();
        if self.peek() == Some(b'}') {
            self.place += 1;
        } else {
            loop {
                self.skip_spaces();
                let key = self.string();
                self.next();
                let mut value = Vec::new();
                self.value(&mut value);
                fields.push((key, value));
                if self.next() != Some(b',') {
                    break;
                }
            }
        }
        fields.sort_by(|a, b| a.0.cmp(b.0));
        out.push(b'{');
        for (index, (key, value)) in fields.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key);
            out.push(b':');
            out.extend_from_slice(value);
        }
        out.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, canonical: &str) {
        let mut out = Vec::new();
        write(json, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), canonical, "{json}");
    }

    #[test]
    fn spaces_and_order_say_nothing() {
        check(
            r#" { "b" : [ 1 , 2.50 ], "a" : "x y\"," , "c":{ "z":null,"y":true } } "#,
            r#"{"a":"x y\",","b":[1,2.50],"c":{"y":true,"z":null}}"#,
        );
        check("{}", "{}");
        check(" [ ] ", "[]");
        check("{\"a\":{}}", "{\"a\":{}}");
        check("1e5", "1e5");
        check("\"\\\\\"", "\"\\\\\"");
    }
}
