namespace CallCenter.Architecture.Tests;

internal static class Rule
{
    /// <summary>Fails with one line a violation.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var found = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{found.Count} violation(s):\n  {string.Join("\n  ", found)}");
    }
}
