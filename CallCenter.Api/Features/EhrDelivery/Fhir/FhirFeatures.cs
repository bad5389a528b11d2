using System.Collections.Concurrent;
using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>What a record declares it can do, asked once an hour. Unknown counts as "cannot": our ledger guards against doubles, the record's help is an extra.</summary>
internal sealed class FhirFeatures(TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Uri, (DateTimeOffset At, IReadOnlySet<string> Conditional)> _known = new();

    public async Task<bool> ConditionalCreateAsync<T>(FhirRecord record, EhrConnection connection) where T : Resource
    {
        if (!_known.TryGetValue(connection.BaseUrl, out var known) || clock.GetUtcNow() - known.At > GoodFor)
        {
            var statement = await record.CapabilitiesAsync();
            if (!statement.IsRead) return false;
            known = _known[connection.BaseUrl] = (clock.GetUtcNow(), Conditional(statement.Value));
        }

        return known.Conditional.Contains(typeof(T).Name);
    }

    private static HashSet<string> Conditional(CapabilityStatement statement) =>
        [.. statement.Rest.SelectMany(r => r.Resource).Where(r => r.ConditionalCreate == true && r.Type is not null).Select(r => r.Type!.ToString()!)];
}
