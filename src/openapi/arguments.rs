//! The arguments of a call as spans of the message, so that they are sent as the caller wrote them.

use crate::openapi::operation::{Operation, Parameter};
use crate::protocol::json::{self, Member, Span};

/// The arguments of a call: a JSON object inside the text of a message.
pub(crate) struct Arguments<'a> {
    text: &'a str,
    members: Vec<Member>,
}

impl<'a> Arguments<'a> {
    /// Parses the object at that span; empty if there is none.
    pub(crate) fn at(text: &'a str, span: Option<&Span>) -> Self {
        Self { text, members: span.map(|span| json::members(text, span)).unwrap_or_default() }
    }

    /// Returns an argument, or `None` if it is null.
    pub(crate) fn get(&self, name: &str) -> Option<ArgumentValue<'a>> {
        let span = json::find(self.text, &self.members, name).0?.clone();
        ArgumentValue { text: self.text, span }.non_null()
    }

    /// Returns the value for a parameter, by its argument name, or by its name in the request if no
    /// other argument has that name.
    pub(crate) fn of(
        &self,
        operation: &Operation,
        parameter: &Parameter,
    ) -> Option<ArgumentValue<'a>> {
        let given = self.get(&parameter.argument);
        given.or_else(|| self.get(&parameter.name).filter(|_| !operation.takes(&parameter.name)))
    }
}

/// A JSON value inside the arguments.
pub(crate) struct ArgumentValue<'a> {
    text: &'a str,
    span: Span,
}

impl<'a> ArgumentValue<'a> {
    /// Returns its JSON text.
    pub(crate) fn raw(&self) -> &'a str {
        &self.text[self.span.clone()]
    }

    /// Returns the content of a string, or the JSON text of any other value.
    pub(crate) fn plain(&self) -> String {
        let said = json::string(self.text, &self.span);
        said.map_or_else(|| self.raw().to_owned(), std::borrow::Cow::into_owned)
    }

    /// Returns the elements if it is an array.
    pub(crate) fn elements(&self) -> Option<Vec<ArgumentValue<'a>>> {
        let given = |span| ArgumentValue { text: self.text, span };
        let is_list = self.raw().starts_with('[');
        is_list.then(|| json::elements(self.text, &self.span).into_iter().map(given).collect())
    }

    /// Returns the non-null members if it is an object.
    pub(crate) fn members(&self) -> Option<Vec<(String, ArgumentValue<'a>)>> {
        let member = |member: Member| {
            let key = json::string(self.text, &member.key)?.into_owned();
            Some((key, ArgumentValue { text: self.text, span: member.value }.non_null()?))
        };
        let is_object = self.raw().starts_with('{');
        let all = || json::members(self.text, &self.span).into_iter().filter_map(member).collect();
        is_object.then(all)
    }

    fn non_null(self) -> Option<Self> {
        (self.raw() != "null").then_some(self)
    }
}
