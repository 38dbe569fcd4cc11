//! Operators: the staff that signs in to the console. Make, look, change, remove; then their own sessions.

mod change;
mod create;
mod list;
mod out;
mod session;

use crate::auth::Scope;
use crate::edge::{Endpoint, Who, endpoint};

const ADMIN: Who = Who::Server(Scope::Operator);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&list::LIST, list::list),
        endpoint(&list::GET, list::get),
        endpoint(&change::CHANGE, change::change),
        endpoint(&change::REMOVE, change::remove),
        endpoint(&session::SIGN_IN, session::sign_in),
        endpoint(&session::GET, session::get),
        endpoint(&session::END, session::end),
        endpoint(&session::PASSWORD, session::password),
    ]
}
