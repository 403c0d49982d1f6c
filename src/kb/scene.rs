//! The simplified drawing of a page, as data: what stands on it, and where each click goes.

use serde::{Deserialize, Serialize};

/// One thing to do on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Click {
    /// What to do: one verb and what to do it to.
    #[serde(rename = "do")]
    pub action: String,
    /// What helps to find it or to get it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The drawing of the page of a step. Product and menu path come from the step's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// The heading of the page; the page of the link if nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What stands on it, top to bottom.
    pub part: Vec<Part>,
}

/// A control with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// What is written on it or beside it.
    pub label: String,
    /// Whether it is on, chosen or ticked after the click.
    #[serde(default, skip_serializing_if = "is_false")]
    pub on: bool,
    /// The number of the click that goes there, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<usize>,
}

/// A row of a table, or several rows drawn as gray bars.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    /// What stands in each column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// Whether its box is ticked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub picked: bool,
    /// The number of the click that goes there, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<usize>,
    /// The button at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Control>,
    /// This many rows without text instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<usize>,
}

/// One thing that stands on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Part {
    /// Tabs, side by side.
    Tabs {
        /// The tabs.
        items: Vec<Control>,
    },
    /// A table.
    Table {
        /// The headings of its columns.
        columns: Vec<String>,
        /// Its rows.
        rows: Vec<TableRow>,
    },
    /// A button or a link.
    Button(Control),
    /// Radio buttons of which one is chosen.
    Radio {
        /// The choices.
        options: Vec<Control>,
    },
    /// A box to tick.
    Checkbox(Control),
    /// A field to fill in.
    Field {
        /// What is written beside it.
        label: String,
        /// What stands in it.
        #[serde(default)]
        value: String,
        /// The number of the click that goes there, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mark: Option<usize>,
    },
    /// A dialog over the page.
    Dialog {
        /// Its heading.
        title: String,
        /// Radio buttons in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Control>,
        /// Boxes to tick in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        boxes: Vec<Control>,
        /// Its buttons.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buttons: Vec<Control>,
    },
    /// A line that tells something.
    Notice(Control),
    /// An entry or a card that opens when it is clicked.
    Panel(Control),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it asks about so")]
pub(super) fn is_false(is_it: &bool) -> bool {
    !is_it
}

impl Scene {
    /// Every label with the number of the click that goes there, in the order of the drawing.
    pub fn marks(&self) -> Vec<(usize, &str)> {
        self.part.iter().flat_map(Part::marks).collect()
    }
}

impl Part {
    fn marks(&self) -> Vec<(usize, &str)> {
        fn of<'a>(controls: impl IntoIterator<Item = &'a Control>) -> Vec<(usize, &'a str)> {
            let mark = |control: &'a Control| Some((control.mark?, control.label.as_str()));
            controls.into_iter().filter_map(mark).collect()
        }
        match self {
            Self::Tabs { items } => of(items),
            Self::Radio { options } => of(options),
            Self::Button(control)
            | Self::Checkbox(control)
            | Self::Notice(control)
            | Self::Panel(control) => of([control]),
            Self::Field { label, mark, .. } => {
                mark.map(|mark| (mark, label.as_str())).into_iter().collect()
            }
            Self::Dialog { options, boxes, buttons, .. } => {
                of(options.iter().chain(boxes).chain(buttons))
            }
            Self::Table { rows, .. } => rows.iter().flat_map(TableRow::marks).collect(),
        }
    }
}

impl TableRow {
    fn marks(&self) -> Vec<(usize, &str)> {
        let own = self.mark.zip(self.cells.first().map(String::as_str));
        let action = self.action.as_ref().and_then(|it| Some((it.mark?, it.label.as_str())));
        own.into_iter().chain(action).collect()
    }
}
