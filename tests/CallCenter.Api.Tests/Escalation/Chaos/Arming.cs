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
internal static class Arming
{
    public static async Task ArmAsync(string folder, int count, DateTimeOffset from, TimeSpan over)
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
        await using var app = builder.Build();
        var writer = app.Services.GetRequiredService<CommandWriter>();
        await writer.StartAsync(CancellationToken.None);
        Guid nurse;
        await using (var db = app.Services.GetRequiredService<Database>().Read(PracticeScope.Everything(ScopeBypass.StartUp)))
            nurse = await db.Set<StaffMember>().Where(s => s.Name == "Maria Torres").Select(s => s.Id).SingleAsync();
        foreach (var batch in Enumerable.Range(0, count).Chunk(50))
            await Task.WhenAll(batch.Select(n => writer.RunAsync(PracticeScope.Of("lakeside"), (work, cancel) => work.PublishAsync(new DispositionConfirmed(
                Guid.NewGuid(), Guid.NewGuid(), "lakeside", null, nurse, "provider_now", UrgencyName.Urgent, from + (over * n / count)), cancel), CancellationToken.None)));
        await writer.StopAsync(CancellationToken.None);
    }
}
