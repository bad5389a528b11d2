using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Where each element stands in its file, so that checks can name the line.</summary>
public sealed class SourceMap
{
    private readonly Dictionary<string, Place> _places = [];

    internal void Put(string element, Place place) => _places.TryAdd(element, place);

    internal void Include(SourceMap others)
    {
        foreach (var (element, place) in others._places) Put(element, place);
    }

    /// <summary>The place of an element such as <c>chest-pain</c>, <c>chest-pain/spreads</c> or <c>facts/age_years</c>.</summary>
    public Place Of(string element)
    {
        for (var name = element; ; name = name[..name.LastIndexOf('/')])
        {
            if (_places.TryGetValue(name, out var place)) return place;
            if (!name.Contains('/', StringComparison.Ordinal)) return new("", 1, 1);
        }
    }
}
