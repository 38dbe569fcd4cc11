//! Copy on write: parts of a pool that many readers hold and one writer changes now and then.

use core::ops::Deref;
use std::collections::BTreeMap;
use std::sync::Arc;

use minicbor::{Decode, Decoder, Encode, Encoder};

/// A value behind an `Arc`: cloning a pool copies a pointer, writing copies the value once if somebody else holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared<T>(Arc<T>);

impl<T: Clone> Shared<T> {
    /// The value, for writing.
    pub fn make_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<C, T: Encode<C>> Encode<C> for Shared<T> {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        (**self).encode(e, ctx)
    }
}

impl<'b, C, T: Decode<'b, C>> Decode<'b, C> for Shared<T> {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        T::decode(d, ctx).map(Self::from)
    }
}

/// A map behind an `Arc` that most pools never fill: empty, it is no memory at all, so a million pools fit and a copy of
/// one touches nothing.
#[derive(Clone, Debug)]
pub struct Seldom<K, V>(Option<Arc<BTreeMap<K, V>>>);

impl<K: 'static, V: 'static> Seldom<K, V> {
    const EMPTY: &'static BTreeMap<K, V> = &BTreeMap::new();
}

impl<K: Clone, V: Clone> Seldom<K, V> {
    /// The map, for writing.
    pub fn make_mut(&mut self) -> &mut BTreeMap<K, V> {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

impl<K, V> Default for Seldom<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: 'static, V: 'static> Deref for Seldom<K, V> {
    type Target = BTreeMap<K, V>;

    fn deref(&self) -> &BTreeMap<K, V> {
        self.0.as_deref().unwrap_or(Self::EMPTY)
    }
}

impl<K: PartialEq + 'static, V: PartialEq + 'static> PartialEq for Seldom<K, V> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<K: Eq + 'static, V: Eq + 'static> Eq for Seldom<K, V> {}

impl<C, K: Encode<C> + Eq + Ord + 'static, V: Encode<C> + 'static> Encode<C> for Seldom<K, V> {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        (**self).encode(e, ctx)
    }
}

impl<'b, C, K: Decode<'b, C> + Eq + Ord, V: Decode<'b, C>> Decode<'b, C> for Seldom<K, V> {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        let map = BTreeMap::decode(d, ctx)?;
        Ok(Self(if map.is_empty() { None } else { Some(Arc::new(map)) }))
    }
}
