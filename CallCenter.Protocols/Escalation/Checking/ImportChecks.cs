namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C21: a rota from elsewhere. The last good copy stays in force meanwhile.</summary>
internal static class ImportChecks
{
    public static IEnumerable<Finding> Imports(CheckContext c)
    {
        foreach (var import in c.Registry.Imports!)
        {
            var at = c.File.Schedule(import.Schedule)?.At ?? new(1, 1);
            if (!import.Readable)
                yield return c.Error("C21", at, $"The imported calendar of '{import.Schedule}' cannot be read.", "Check its address; the last good copy is still used.");
            if (c.Start - import.FetchedAt > import.MaxAge)
                yield return c.Error("C21", at, $"The imported calendar of '{import.Schedule}' was last read {(c.Start - import.FetchedAt).TotalHours:0} h ago.", "Check its address.");
            if (import.UnknownNames.Count > 0)
                yield return c.Error("C21", at, $"The imported calendar of '{import.Schedule}' names {import.UnknownNames.Count} people nobody knows.", "Match the names with contacts.");
            if (import.HasFloatingTimes)
                yield return c.Error("C21", at, $"The imported calendar of '{import.Schedule}' has times without a zone.", "Export it with a time zone.");
        }
    }
}
