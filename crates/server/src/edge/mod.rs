//! The way of a request through the edge: operation (what an endpoint is) → call (what came) → place → answer.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod deed;
pub(crate) mod key;
pub(crate) mod operation;
pub(crate) mod page;
pub(crate) mod place;

pub(crate) use answer::Answer;
pub(crate) use call::Call;
pub(crate) use operation::{Endpoint, Operation, Parameter, Shape, Verb, Who, endpoint, serve};
pub(crate) use place::Place;
