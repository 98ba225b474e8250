//! What can be said on the command line.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use encoding_rs::Encoding;

use crate::format::{Columns, Format, registry};
use crate::pipeline::Memory;
use crate::record::{Date, Point};

/// Turns any bibliography into any other.
///
/// Reads BibTeX, CSL-JSON and the like, and text copied from scholarly web pages.
/// Formats are found by content, then by extension; `bibconv formats` lists them.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) convert: Convert,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all fine
  1  something was skipped or mended by guessing, or warned of under --strict
  2  the command line was wrong, or a file could not be read or written";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Only reads, and reports what is wrong or doubtful
    Check(Check),
    /// Lists the formats
    Formats(Formats),
    /// Lists the styles for lists of references that are built in
    #[cfg(feature = "lists")]
    Styles,
    /// Prints what completes bibconv's options and formats in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Args, Debug)]
pub(super) struct Formats {
    /// As JSON, for scripts
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Convert {
    #[command(flatten)]
    pub(super) reading: Reading,

    /// Format of the output; by default what the extension of --output says
    #[arg(short, long, value_name = "FORMAT", value_parser = WRITABLE, hide_possible_values = true)]
    pub(super) to: Option<&'static Format>,

    /// File to write; it is written whole, or not touched
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Only ASCII characters in the output, the others spelled in the format's way
    #[arg(long)]
    pub(super) ascii: bool,

    /// Blanks before a field, in formats with one field a line; the layout of YAML is fixed
    #[arg(long, value_name = "N")]
    pub(super) indent: Option<u8>,

    /// Put the values of fields below each other, in formats with one field a line
    #[arg(long)]
    pub(super) align: bool,

    /// Leave capitals in titles without the braces that keep styles from lowering them
    #[arg(long)]
    pub(super) bare_capitals: bool,

    /// Program that the output is for, where programs read a format differently; the
    /// fields of the input's own format are then written afresh
    #[arg(long, value_enum, value_name = "PROGRAM")]
    pub(super) profile: Option<Profile>,

    /// Style of a list of references: a name that `bibconv styles` lists, or a .csl file
    #[cfg(feature = "lists")]
    #[arg(long, value_name = "STYLE")]
    pub(super) style: Option<crate::format::Style>,

    /// Locale of a list of references, such as de-DE; by default the style's own
    #[cfg(feature = "lists")]
    #[arg(long, value_name = "CODE")]
    pub(super) locale: Option<crate::format::Locale>,

    /// Write every value that the output format has no place for to FILE, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(super) loss: Option<PathBuf>,

    /// Fail (exit code 1) when a value was lost
    #[arg(long)]
    pub(super) strict_loss: bool,

    #[command(flatten)]
    pub(super) telling: Telling,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) telling: Telling,
}

/// What is said about the input.
#[derive(Args, Debug)]
pub(super) struct Reading {
    /// Files to read; `-` or none is standard input
    pub(super) inputs: Vec<PathBuf>,

    /// Format of the input; `auto` finds it by content, then by extension
    #[arg(short, long, value_name = "FORMAT", value_parser = READABLE, hide_possible_values = true)]
    pub(super) from: Option<From>,

    /// Encoding of the input, such as `latin1`; found by default
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding: Option<&'static Encoding>,

    /// When a web page was copied: the year of dates that it prints without one
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = page_date)]
    pub(super) page_date: Option<Point>,

    /// What columns of a table hold (title=Titel,author=Verfasser), or which ones the
    /// output has (key,title,year): fields by CSL's names or those of known columns
    #[arg(long, value_name = "LIST")]
    pub(super) columns: Option<Columns>,

    /// Threads; the output does not depend on it [default: one a core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<usize>,

    /// Memory that may be taken, as 32M or 1G; tables that grow beyond their share of it go
    /// to temporary files, and fewer threads work if it is little. Only a single record that
    /// is larger still takes more
    #[arg(long, value_name = "SIZE", default_value_t = Memory::default())]
    pub(super) memory: Memory,
}

/// What is said about messages.
#[derive(Args, Debug)]
pub(super) struct Telling {
    /// Fail (exit code 1) when there was a warning
    #[arg(long)]
    pub(super) strict: bool,

    /// Stop after N errors
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_errors: Option<u64>,

    /// How messages are shown on standard error
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Text)]
    pub(super) message_format: MessageFormat,

    /// No messages but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// All messages, also those that repeat
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Profile {
    /// What most programs agree on
    Common,
    /// EndNote
    Endnote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the line that they are about
    Text,
    /// `file:line:column: severity: message [code]`
    Short,
    /// One JSON object a line
    Json,
}

/// A format to read, or `auto`.
#[derive(Clone, Copy, Debug)]
pub(super) struct From(pub(super) Option<&'static Format>);

/// Reads the name of a format; completions offer the names that are `fit`.
#[derive(Clone)]
struct Named<T> {
    read: fn(&str) -> Result<T, String>,
    fit: fn(&Format) -> bool,
}

const READABLE: Named<From> = Named { read: readable, fit: |format| format.reader.is_some() };
const WRITABLE: Named<&'static Format> = Named { read: writable, fit: |format| format.writer.is_some() };

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        self.read.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let fit = registry::FORMATS.iter().filter(|format| (self.fit)(format));
        Some(Box::new(fit.map(|format| PossibleValue::new(format.name).help(format.about))))
    }
}

fn readable(name: &str) -> Result<From, String> {
    if name == "auto" {
        return Ok(From(None));
    }
    match known(name)? {
        format if format.reader.is_some() => Ok(From(Some(format))),
        format => Err(format!("{} can only be written", format.name)),
    }
}

fn writable(name: &str) -> Result<&'static Format, String> {
    match known(name)? {
        format if format.writer.is_some() => Ok(format),
        format => Err(format!("{} can only be read", format.name)),
    }
}

fn known(name: &str) -> Result<&'static Format, String> {
    registry::by_name(name).ok_or_else(|| match registry::near(name).as_slice() {
        [] => "no such format; `bibconv formats` lists them".to_owned(),
        near => format!("no such format; is it one of {}? `bibconv formats` lists them all", near.join(", ")),
    })
}

fn page_date(text: &str) -> Result<Point, String> {
    let date = Date::parse(text).map_err(|error| error.to_string())?;
    match date.point() {
        Some(point) if point.year.is_some() && point.to_string() == date.to_string() => Ok(*point),
        _ => Err("not of the form YYYY[-MM[-DD]]".to_owned()),
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| "no such encoding; use a name of the WHATWG list, such as latin1 or utf-16".to_owned())
}
