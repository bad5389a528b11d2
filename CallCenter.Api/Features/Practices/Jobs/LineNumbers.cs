using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Practices.Jobs;

/// <summary>Every practice's lines, for provisioning.</summary>
public sealed class LineNumbers(Database database, IPractices practices) : ILineNumbers
{
    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.StartUp));
        return [.. (await practices.AllAsync(db, cancel)).SelectMany(p => p.Lines).Order(StringComparer.Ordinal)];
    }
}
