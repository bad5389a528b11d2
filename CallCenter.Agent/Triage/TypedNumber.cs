using System.Globalization;
using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Triage;

/// <summary>A value as a nurse types it while she listens: it is taken, or she is told in a sentence what is wrong with it.</summary>
/// <param name="Meant">What she may have meant, in the fact's own unit; offered, never taken by itself.</param>
/// <param name="Detail">Kept with the value: what the meter showed.</param>
public sealed partial record TypedNumber(decimal? Value, string? Trouble = null, decimal? Meant = null, string? Detail = null)
{
    public static TypedNumber Read(Fact fact, string typed)
    {
        var text = typed.Trim();
        if (MeterWord(fact, text) is { } shown) return shown;
        if (text.Contains('/', StringComparison.Ordinal)) return new(null, $"Type one number here: {Name(fact)}. The other has a field of its own.");
        if (!decimal.TryParse(text.Replace(',', '.').TrimEnd('%', '°', 'F', 'f', ' '), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new(null, $"Type a number in {fact.Unit}, such as {Example(fact)}, or press “not known”.");
        return fact.WhyNot(FactValue.Of(number)) is null ? new(number) : Impossible(fact, number);
    }

    /// <summary>A meter that cannot show the number shows a word; what that is worth is written in the fact's note.</summary>
    private static TypedNumber? MeterWord(Fact fact, string text)
    {
        if (fact.Note is null || MeterNote().Match(fact.Note) is not { Success: true } note) return null;
        var word = text.ToUpperInvariant();
        return word is "LO" or "LOW" ? new(Number(note, "lo"), Detail: "the meter shows LO")
            : word is "HI" or "HIGH" ? new(Number(note, "hi"), Detail: "the meter shows HI")
            : null;
    }

    private static TypedNumber Impossible(Fact fact, decimal number)
    {
        if (OtherUnit(fact, number) is var (unit, meant)) return new(null, $"{number} looks like {unit}. In {fact.Unit} that is {Shown(meant)}.", meant);
        return new(null, $"{number} {fact.Unit} cannot be right for {Name(fact)}: it lies between {Shown(fact.Min)} and {Shown(fact.Max)}. Ask again, or press “not known”.");
    }

    /// <summary>Celsius in a Fahrenheit field, mmol/L in one for mg/dL: only where the number is impossible as typed and possible as converted.</summary>
    private static (string Unit, decimal Meant)? OtherUnit(Fact fact, decimal number)
    {
        (string Unit, decimal Meant)? other = fact.Unit switch
        {
            "°F" => ("Celsius", decimal.Round(number * 9 / 5 + 32, 1)),
            "mg/dL" => ("mmol/L", decimal.Round(number * 18.016m)),
            _ => null,
        };
        return other is { } found && number > 0 && fact.WhyNot(FactValue.Of(found.Meant)) is null ? found : null;
    }

    private static string Name(Fact fact) => fact.Title.Text.ToLowerInvariant();
    private static string Shown(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
    private static string Example(Fact fact) => Shown(fact.Min is { } min && fact.Max is { } max ? decimal.Round((min + max) / 2) : 1);
    private static decimal Number(Match note, string group) => decimal.Parse(note.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"LO is (?<lo>\d+) and HI is (?<hi>\d+)")]
    private static partial Regex MeterNote();
}
