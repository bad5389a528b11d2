using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit;
using CallCenter.Api.Features.Calls;
using CallCenter.Api.Features.CareManagement;
using CallCenter.Api.Features.EhrDelivery;
using CallCenter.Api.Features.Escalation;
using CallCenter.Api.Features.Patients;
using CallCenter.Api.Features.Practices;
using CallCenter.Api.Features.Queue;
using CallCenter.Api.Features.Staff;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>Nurses decide, by the product's own parts, beside the processes that will do the work.</summary>
internal sealed class Arming(WebApplication app, Guid nurse) : IAsyncDisposable
{
    public static async Task<Arming> OnAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder, ApplicationName = "CallCenter.Api" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:CallCenter"] = Path.Combine(folder, "callcenter.db"), ["Protocols:Path"] = EscalationHost.RepositoryFiles, ["Twilio:ApiBaseUrl"] = "http://127.0.0.1:9",
        });
        builder.Logging.ClearProviders();
        builder.AddPlatform(TimeProvider.System, TimeProvider.System);
        builder.AddPractices();
        builder.AddPatients();
        builder.AddStaff();
        builder.AddCalls();
        builder.AddQueue();
        builder.AddEscalation();
        builder.AddCareManagement();
        builder.AddEhrDelivery();
        builder.AddAudit();
        var app = builder.Build();
        await app.Services.GetRequiredService<CommandWriter>().StartAsync(CancellationToken.None);
        await using var db = app.Services.GetRequiredService<Database>().Read(PracticeScope.Everything(ScopeBypass.StartUp));
        return new Arming(app, await db.Set<StaffMember>().Where(s => s.Name == "Maria Torres").Select(s => s.Id).SingleAsync());
    }

    /// <summary>So many decisions, evenly from an instant on.</summary>
    public async Task ArmAsync(int count, DateTimeOffset from, TimeSpan over)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(50))
            await Task.WhenAll(batch.Select(n => OnceStoredAsync(PracticeScope.Of("lakeside"), (work, cancel) => work.PublishAsync(new DispositionConfirmed(
                Guid.NewGuid(), Guid.NewGuid(), "lakeside", null, nurse, "provider_now", UrgencyName.Urgent, from + (over * n / count)), cancel))));
    }

    /// <summary>The database is another's for a while, and one who writes may just have died: nothing was stored, so it is said again.</summary>
    private async Task OnceStoredAsync(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task> body)
    {
        var writer = app.Services.GetRequiredService<CommandWriter>();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await writer.RunAsync(scope, body, CancellationToken.None);
                return;
            }
            catch (Exception busy) when (tries < 20 && busy is StorageUnavailableException or DbUpdateException) { await Task.Delay(200); }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.Services.GetRequiredService<CommandWriter>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
