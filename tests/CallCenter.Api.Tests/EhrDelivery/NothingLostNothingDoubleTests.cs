using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;
using Microsoft.EntityFrameworkCore;
using Encounter = Hl7.Fhir.Model.Encounter;
using Task = System.Threading.Tasks.Task;

namespace CallCenter.Api.Tests.EhrDelivery;

/// <summary>200 notes, three in ten answers lost, more pages and refusals among them: each note is in the record exactly once.</summary>
public abstract class NothingLostNothingDouble(FhirStore store)
{
    private const int Count = 200;

    [Fact]
    public async Task Two_hundred_notes_arrive_once_each()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var patients = await host.PatientsAsync("lakeside");
        foreach (var patient in patients) await store.AddAsync(Charts.Of(patient));
        await store.MisbehaveAsync(0.4, null, "lost-answer", "lost-answer", "lost-answer", "503-after-commit", "429");
        var signed = new List<string>();
        for (var i = 0; i < Count; i++) signed.Add((await host.SignAsync(patients[i % patients.Count], Notes.Text($"call number {i}"))).Text);
        await host.UntilAsync(Charts.AllConfirmed, TimeSpan.FromSeconds(10), seconds: 240);

        var filed = await store.AllAsync<DocumentReference>();
        Assert.Equal(Count, filed.Count);
        Assert.Equal(signed.Order(), filed.Select(d => System.Text.Encoding.UTF8.GetString(d.Content[0].Attachment.Data!)).Order());
        Assert.Equal(Count, filed.Select(d => d.Identifier[0].Value).Distinct().Count());
        Assert.Equal(Count, (await store.AllAsync<Encounter>()).Count);
        await using var db = host.Read();
        // The faults did happen: many answers were lost and looked up.
        Assert.InRange(await db.Set<DeliveryAttempt>().CountAsync(a => a.Outcome == DeliveryState.Unknown), 60, 400);
    }
}

public sealed class NothingLostNothingDoubleTests(FhirStore store) : NothingLostNothingDouble(store), IClassFixture<FhirStore>;

public sealed class NothingLostNothingDoubleWithoutConditionalCreateTests(PlainFhirStore store) : NothingLostNothingDouble(store), IClassFixture<PlainFhirStore>;
