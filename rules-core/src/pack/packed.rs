//! How values stand in a pack, and how they are read from it.
//!
//! Integers are written 7 bits a byte, the lowest first, with the highest bit set on all but the last; signed ones with
//! their sign in the lowest bit. Doubles are 8 bytes, little-endian. What has a length begins with it, and what has
//! kinds with the number of its kind.
//!
//! Reading gives a value in any case, for the least code: where bytes run out or are nonsense, the reader notes it and
//! gives zeros from then on. Whoever reads asks at the end whether [`all went well`](Reader::is_done).

use std::num::NonZeroU32;

/// The deepest nesting of values that a pack may have.
const DEPTH: u32 = 512;

/// What packs carry.
pub(crate) trait Packed: Sized {
    /// Reads a value.
    fn read(from: &mut Reader<'_>) -> Self;

    /// Writes it.
    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>);
}

/// What has a second part that only explanations, bounds and forms need: it stands at the end of a pack.
pub(crate) trait Told {
    /// Reads the second part of a value whose first one was read.
    #[cfg(feature = "guide")]
    fn read_told(&mut self, from: &mut Reader<'_>);

    /// Writes it.
    #[cfg(feature = "compile")]
    fn write_told(&self, to: &mut Vec<u8>);
}

impl<T: Told> Told for Vec<T> {
    #[cfg(feature = "guide")]
    fn read_told(&mut self, from: &mut Reader<'_>) {
        self.iter_mut().for_each(|value| value.read_told(from));
    }

    #[cfg(feature = "compile")]
    fn write_told(&self, to: &mut Vec<u8>) {
        self.iter().for_each(|value| value.write_told(to));
    }
}

/// Bytes to be read.
pub(crate) struct Reader<'p> {
    rest: &'p [u8],
    depth: u32,
    failed: bool,
}

impl<'p> Reader<'p> {
    pub(crate) fn new(bytes: &'p [u8]) -> Self {
        Self { rest: bytes, depth: 0, failed: false }
    }

    /// Whether all bytes were read, and nothing was wrong with any.
    #[cfg(feature = "guide")]
    pub(crate) fn is_done(&self) -> bool {
        self.is_good() && self.rest.is_empty()
    }

    /// Whether nothing was wrong so far.
    pub(crate) fn is_good(&self) -> bool {
        !self.failed
    }

    /// Notes that something is wrong: all that is read from now on is zeros.
    #[cold]
    #[inline(never)]
    pub(crate) fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => {
                self.fail();
                0
            }
        }
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A number that has to be a `u32`: the number of a kind among them.
    #[inline(never)]
    pub(crate) fn small(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or_else(|_| {
            self.fail();
            0
        })
    }

    /// How many parts follow, each of at least a byte.
    #[inline(never)]
    fn length(&mut self) -> usize {
        match usize::try_from(self.number()) {
            Ok(length) if length <= self.rest.len() => length,
            _ => {
                self.fail();
                0
            }
        }
    }

    #[inline(never)]
    fn bytes(&mut self) -> &'p [u8] {
        let length = self.length();
        let (bytes, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        bytes
    }

    /// Reads as many values as there is room for, as [`push_runs`] writes them.
    #[inline(never)]
    pub(crate) fn runs(&mut self, mut room: &mut [u16]) {
        while !room.is_empty() {
            let number = self.small();
            let count = if number & 1 == 0 { 1 } else { usize::read(self) };
            let Some((run, rest)) = room.split_at_mut_checked(count).filter(|_| count > 0) else {
                return self.fail();
            };
            run.fill(u16::try_from(number >> 1).unwrap_or_default());
            room = rest;
        }
    }

    /// Reads what lies deeper.
    fn inner<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        if self.depth > DEPTH {
            self.fail();
        }
        let value = read(self);
        self.depth -= 1;
        value
    }
}

#[cfg(feature = "compile")]
fn push_number(to: &mut Vec<u8>, mut value: u64) {
    loop {
        let byte = value.to_le_bytes()[0];
        value >>= 7;
        if value == 0 {
            return to.push(byte & 0x7F);
        }
        to.push(byte | 0x80);
    }
}

#[cfg(feature = "compile")]
fn push_length(to: &mut Vec<u8>, length: usize) {
    push_number(to, u64::try_from(length).unwrap_or(u64::MAX));
}

/// Writes values in runs of equal ones: twice the value; and one more where the number of them follows.
#[cfg(feature = "compile")]
pub(crate) fn push_runs(to: &mut Vec<u8>, values: &[u16]) {
    for run in values.chunk_by(|a, b| a == b) {
        let value = run.first().map_or(0, |value| u64::from(*value) << 1);
        push_number(to, value | u64::from(run.len() > 1));
        if run.len() > 1 {
            push_length(to, run.len());
        }
    }
}

impl Packed for bool {
    fn read(from: &mut Reader<'_>) -> Self {
        from.byte() != 0
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }
}

impl Packed for u8 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.byte()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }
}

impl Packed for u16 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(from.small()).unwrap_or_default()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_number(to, u64::from(*self));
    }
}

impl Packed for u32 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.small()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_number(to, u64::from(*self));
    }
}

impl Packed for usize {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(from.small()).unwrap_or_default()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_length(to, *self);
    }
}

impl Packed for u64 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.number()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_number(to, *self);
    }
}

impl Packed for i64 {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let bits = from.number();
        (bits >> 1).cast_signed() ^ -(bits & 1).cast_signed()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_number(to, ((self << 1) ^ (self >> 63)).cast_unsigned());
    }
}

impl Packed for i32 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(i64::read(from)).unwrap_or_default()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        i64::from(*self).write(to);
    }
}

impl<const N: usize> Packed for [u8; N] {
    fn read(from: &mut Reader<'_>) -> Self {
        let Some((bytes, rest)) = from.rest.split_first_chunk() else {
            from.fail();
            return [0; N];
        };
        from.rest = rest;
        *bytes
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        to.extend(self);
    }
}

impl Packed for f64 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::from_le_bytes(Packed::read(from))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
}

impl Packed for char {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::from_u32(from.small()).unwrap_or_default()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        u32::from(*self).write(to);
    }
}

impl Packed for NonZeroU32 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(from.small()).unwrap_or(Self::MIN)
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.get().write(to);
    }
}

impl Packed for String {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let text = std::str::from_utf8(from.bytes());
        text.map(str::to_owned).unwrap_or_else(|_| {
            from.fail();
            Self::new()
        })
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_length(to, self.len());
        to.extend(self.as_bytes());
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        from.inner(|from| (0..length).map(|_| T::read(from)).collect())
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_length(to, self.len());
        self.iter().for_each(|value| value.write(to));
    }
}

impl<T: Packed> Packed for Box<[T]> {
    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into_boxed_slice()
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_length(to, self.len());
        self.iter().for_each(|value| value.write(to));
    }
}

impl<T: Packed> Packed for Box<T> {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        from.inner(|from| Self::new(T::read(from)))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        (**self).write(to);
    }
}

impl<T: Packed> Packed for Option<T> {
    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        self.iter().for_each(|value| value.write(to));
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }
}

impl<A: Packed, B: Packed, C: Packed> Packed for (A, B, C) {
    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from), C::read(from))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
        self.2.write(to);
    }
}

/// A struct: its fields in their order in a pack, then those that packs do not carry.
macro_rules! packed_struct {
    ($name:path: $($field:ident)* $(; $($left:ident)*)?) => {
        impl $crate::pack::Packed for $name {
            #[inline(never)]
            fn read(from: &mut $crate::pack::Reader<'_>) -> Self {
                Self {
                    $($field: $crate::pack::Packed::read(from),)*
                    $($($left: Default::default(),)*)?
                }
            }

            #[cfg(feature = "compile")]
            fn write(&self, to: &mut Vec<u8>) {
                $($crate::pack::Packed::write(&self.$field, to);)*
            }
        }
    };
}

/// A struct's second part: fields, then those that have a second part themselves.
macro_rules! told_struct {
    ($name:path: $($field:ident)* $(; $($inner:ident)*)?) => {
        impl $crate::pack::Told for $name {
            #[cfg(feature = "guide")]
            fn read_told(&mut self, from: &mut $crate::pack::Reader<'_>) {
                $(self.$field = $crate::pack::Packed::read(from);)*
                $($($crate::pack::Told::read_told(&mut self.$inner, from);)*)?
            }

            #[cfg(feature = "compile")]
            fn write_told(&self, to: &mut Vec<u8>) {
                $($crate::pack::Packed::write(&self.$field, to);)*
                $($($crate::pack::Told::write_told(&self.$inner, to);)*)?
            }
        }
    };
}

/// An enum: each kind with its number and names for its parts.
macro_rules! packed_enum {
    ($name:path: $($tag:literal $kind:ident $(($($part:ident)*))? $({$($field:ident)*})?)*) => {
        impl $crate::pack::Packed for $name {
            #[inline(never)]
            fn read(from: &mut $crate::pack::Reader<'_>) -> Self {
                match from.small() {
                    $($tag => Self::$kind
                        $(($({
                            let $part = $crate::pack::Packed::read(from);
                            $part
                        }),*))?
                        $({$($field: $crate::pack::Packed::read(from)),*})?,)*
                    _ => {
                        from.fail();
                        // The kind of number 0, whose parts are zeros.
                        Self::read(from)
                    }
                }
            }

            #[cfg(feature = "compile")]
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$kind $(($($part),*))? $({$($field),*})? => {
                        to.push($tag);
                        $($($crate::pack::Packed::write($part, to);)*)?
                        $($($crate::pack::Packed::write($field, to);)*)?
                    })*
                }
            }
        }
    };
}

pub(crate) use {packed_enum, packed_struct, told_struct};
