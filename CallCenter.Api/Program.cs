using CallCenter.Api.Features.Audit;
using CallCenter.Api.Features.Patients;
using CallCenter.Api.Features.Practices;
using CallCenter.Api.Features.Staff;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

#pragma warning disable RS0030 // The one place that chooses the clock.
var wall = TimeProvider.System;
#pragma warning restore RS0030

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(wall, wall);
builder.AddPractices();
builder.AddPatients();
builder.AddStaff();
builder.AddAudit();

var app = builder.Build();
app.UseProblems();
app.UseAuthentication();
app.UseAuthorization();
app.MapObservability();
app.MapConsoleHub();
await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
app.Run();
