namespace CallCenter.Protocols.Loading;

/// <summary>The few shapes a file of ours is made of, each with its place (counted from 1).</summary>
internal abstract record YamlValue(int Line, int Column);

/// <param name="Plain">Written without quotes, so that older YAML could read it as something else.</param>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Plain) : YamlValue(Line, Column);

internal sealed record YamlSequence(int Line, int Column, IReadOnlyList<YamlValue> Items) : YamlValue(Line, Column);

internal sealed record YamlMapping(int Line, int Column, IReadOnlyList<(YamlScalar Key, YamlValue Value)> Entries) : YamlValue(Line, Column);

/// <summary>Something stood here that was refused.</summary>
internal sealed record YamlMissing(int Line, int Column) : YamlValue(Line, Column);

internal enum YamlFaultKind { Empty, SecondDocument, Unreadable, Alias, Anchor, Tag, KeyIsNoText, RepeatedKey }

/// <param name="Subject">The name, or the parser's own words.</param>
/// <param name="EarlierLine">Of a repeated key: where it stood first.</param>
internal sealed record YamlFault(YamlFaultKind Kind, int Line, int Column, string Subject, int EarlierLine = 0);
