using System.Globalization;
using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>What a disposition promises the caller: <c>now</c>, <c>none</c>, <c>next business day</c>, or a number of <c>min</c>, <c>h</c> or <c>d</c>.</summary>
public static partial class Promise
{
    public static bool IsOne(string within) => within is "none" or "next business day" || Length(within) is not null;

    /// <summary>Surely no later than the other; false where that depends on the day.</summary>
    public static bool KeepsUp(string within, string promised) =>
        within == promised || promised == "none" || (Length(within) is { } now && Length(promised) is { } before && now <= before);

    private static TimeSpan? Length(string within) => within == "now" ? TimeSpan.Zero
        : Span().Match(within) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var count
            ? match.Groups[2].Value switch { "min" => TimeSpan.FromMinutes(count), "h" => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) }
            : null;

    [GeneratedRegex("^([1-9][0-9]{0,3}) (min|h|d)$")]
    private static partial Regex Span();
}
