//! How many imports a module has, read from its bytes.

/// The number of a module's section of imports.
const IMPORTS: u8 = 2;

/// How many imports a module has; none if the bytes are no module.
pub fn count(module: &[u8]) -> Option<u64> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((id, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let section = after.get(..usize::try_from(length).ok()?)?;
        if *id == IMPORTS {
            return number(section).map(|(count, _)| count);
        }
        rest = after.get(section.len()..)?;
    }
    Some(0)
}

/// A number in LEB128, and what follows it.
fn number(mut bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (byte, after) = bytes.split_first()?;
        value |= u64::from(byte & 0x7F) << shift;
        bytes = after;
        if byte & 0x80 == 0 {
            return Some((value, bytes));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn imports_are_counted_wherever_the_section_stands() {
        let header = b"\0asm\x01\0\0\0".as_slice();
        let of = |sections: &[u8]| count(&[header, sections].concat());
        assert_eq!(of(b""), Some(0));
        assert_eq!(of(b"\x01\x02ab"), Some(0), "another section");
        assert_eq!(of(b"\x01\x02ab\x02\x01\x03"), Some(3));
        assert_eq!(of(b"\x02\x82\x00\x85\x00"), Some(5), "numbers that are padded");
        assert_eq!(of(b"\x01\x09ab"), None, "a section that is cut off");
        assert_eq!(count(b"no module"), None);
    }
}
