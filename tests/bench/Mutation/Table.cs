using System.Text;

namespace CallCenter.Bench.Mutation;

/// <summary>The score by area, and every mutant that nothing noticed.</summary>
internal static class Table
{
    private static readonly string[] Detected = ["Killed", "Timeout", "Crashed"];
    private static readonly string[] Missed = ["Survived", "NoCoverage"];

    public static void Write(string path, IReadOnlyList<Verdict> verdicts, TimeSpan took)
    {
        var text = new StringBuilder("| area | mutants | killed | timed out | ended the process | survived | no coverage | score | without texts |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var area in verdicts.GroupBy(v => v.Mutant.Area)) Row(text, area.Key, [.. area]);
        Row(text, "**all**", verdicts);
        text.Append($"\n{verdicts.Count(v => v.Status == "CompileError")} mutants do not compile. Judged in {took.TotalMinutes:0.0} minutes.\n");
        Console.WriteLine(text);
        foreach (var missed in verdicts.Where(v => Missed.Contains(v.Status))) text.Append($"{missed.Status}{(missed.Mutant.IsText ? " text" : "")} {missed.Mutant.Id} {missed.Mutant}\n");
        foreach (var found in verdicts.Where(v => Detected.Contains(v.Status))) text.Append($"{found.Status} {found.Mutant.Id} {found.Mutant} by {found.By}\n");
        File.WriteAllText(path, text.ToString());
    }

    private static void Row(StringBuilder text, string area, IReadOnlyList<Verdict> verdicts)
    {
        int Count(string status) => verdicts.Count(v => v.Status == status);
        var judged = verdicts.Count(v => v.Status != "CompileError");
        text.Append($"| {area} | {judged} | {Count("Killed")} | {Count("Timeout")} | {Count("Crashed")} | {Count("Survived")} | {Count("NoCoverage")} | {Score(verdicts)} | {Score(verdicts.Where(v => !v.Mutant.IsText))} |\n");
    }

    private static string Score(IEnumerable<Verdict> verdicts)
    {
        var (detected, missed) = (verdicts.Count(v => Detected.Contains(v.Status)), verdicts.Count(v => Missed.Contains(v.Status)));
        return detected + missed == 0 ? "" : $"{100.0 * detected / (detected + missed):0.0} %";
    }
}
