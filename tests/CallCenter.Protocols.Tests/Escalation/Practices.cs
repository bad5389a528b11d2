using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Protocols.Tests.Escalation;

/// <summary>The worked practices as they are shipped, and ways to bend their text.</summary>
public static class Practices
{
    /// <summary>The day from which the demo's rotas are promised.</summary>
    public static readonly Instant Beginning = Instant.FromUtc(2026, 11, 1, 12, 0);

    public static TheoryData<string> Names => new("lakeside", "oak-street", "northside");

    public static string Root { get; } = FindRoot();

    public static string Text(string practice) => File.ReadAllText(Path.Combine(Root, "protocols-config", "escalation", practice, "escalation.yaml"));

    public static EscalationFile Load(string practice) => Parse(Text(practice));

    public static EscalationFile Parse(string text)
    {
        var load = EscalationFileLoader.Load("escalation.yaml", text);
        Assert.Empty(load.Findings);
        return load.File!;
    }

    /// <summary>A text with one thing changed; fails when the thing is not there, so that no test quietly tests nothing.</summary>
    public static string With(this string text, string old, string replacement)
    {
        Assert.Contains(old, text);
        var place = text.IndexOf(old, StringComparison.Ordinal);
        return text[..place] + replacement + text[(place + old.Length)..];
    }

    /// <summary>The line, counted from 1, on which a piece of text stands first.</summary>
    public static int LineOf(this string text, string piece)
    {
        Assert.Contains(piece, text);
        return text[..text.IndexOf(piece, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
    }

    /// <summary>A wall-clock moment of the practice.</summary>
    public static Instant At(this EscalationFile file, string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm").Parse(local).Value.InZoneStrictly(file.Zone).ToInstant();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "protocols-config", "escalation")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("protocols-config/escalation is not above the test's folder.");
    }
}
