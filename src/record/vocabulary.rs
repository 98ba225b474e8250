//! One way to declare an enum whose variants have names in a controlled vocabulary.

/// Declares a field-less enum with `ALL`, `name()` and `from_name()`.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $Enum:ident {
            $( $(#[$vmeta:meta])* $Variant:ident = $name:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Enum {
            $( $(#[$vmeta])* #[doc = concat!("`", $name, "`")] $Variant, )*
        }

        impl $Enum {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [$Enum] = &[ $( $Enum::$Variant ),* ];

            /// The name in the vocabulary.
            pub const fn name(self) -> &'static str {
                match self { $( $Enum::$Variant => $name, )* }
            }

            /// The value of that name; names are case-sensitive.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some($Enum::$Variant), )* _ => None }
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use vocabulary;
