using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SecurityStamp = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    PhoneNumber = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "bit", nullable: false),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "bit", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Verb = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    SubjectKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Detail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CallEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    What = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Calls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Line = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    CallerNumber = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Question = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Visit = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Urgency = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CallerKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CallerName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Relation = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    MayBeSpokenTo = table.Column<bool>(type: "bit", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    VerifiedBy = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Candidates = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    PatientLocation = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    BirthDateTries = table.Column<int>(type: "int", nullable: false),
                    NurseId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OfferId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    NurseLegs = table.Column<int>(type: "int", nullable: false),
                    NurseJoined = table.Column<bool>(type: "bit", nullable: false),
                    CallerJoined = table.Column<bool>(type: "bit", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    QueuedAt = table.Column<long>(type: "bigint", nullable: true),
                    ConnectedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndReason = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    WrapUpStartedAt = table.Column<long>(type: "bigint", nullable: true),
                    WrapUpEndsAt = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CareManagementCallPurposes",
                columns: table => new
                {
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Conditions = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CarePlan = table.Column<bool>(type: "bit", nullable: false),
                    NotCareManagement = table.Column<bool>(type: "bit", nullable: false),
                    SaidAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareManagementCallPurposes", x => x.CallId);
                });

            migrationBuilder.CreateTable(
                name: "CareManagementSignedNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SignedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareManagementSignedNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClinicianPins",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ContactId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClinicianPins", x => new { x.PracticeId, x.ContactId });
                });

            migrationBuilder.CreateTable(
                name: "CommandReceipts",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Command = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommandReceipts", x => new { x.StaffId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FriendlyName = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Xml = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    BusinessKey = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    DocumentVersion = table.Column<int>(type: "int", nullable: false),
                    Route = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Payload = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    PayloadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DependsOn = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    RoundStartedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    NextAttemptAt = table.Column<long>(type: "bigint", nullable: true),
                    EhrId = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    Proof = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ReasonCode = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    AcknowledgedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeliveryAttempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeliveryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Status = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryAttempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DevelopmentSettings",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DevelopmentSettings", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "EscalationFiles",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    FirstPinnedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EscalationFiles", x => new { x.PracticeId, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "EscalationNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EscalationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    LocalTime = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    What = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    PreviousHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EscalationNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EscalationPages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EscalationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "nvarchar(190)", maxLength: 190, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ContactId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    DestinationId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    StepId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Visit = table.Column<int>(type: "int", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    NotBefore = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ProviderSid = table.Column<string>(type: "nvarchar(34)", maxLength: 34, nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Result = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    WrongPins = table.Column<int>(type: "int", nullable: false),
                    ProvenOn = table.Column<string>(type: "nvarchar(34)", maxLength: 34, nullable: true),
                    LinkHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    LinkSecret = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    LinkUsedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EscalationPages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Escalations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    NurseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    FileHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ProtocolId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Disposition = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Urgency = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ArmedAt = table.Column<long>(type: "bigint", nullable: false),
                    Phase = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StateVersion = table.Column<long>(type: "bigint", nullable: false),
                    ClockStart = table.Column<long>(type: "bigint", nullable: false),
                    ClinicalDeadline = table.Column<long>(type: "bigint", nullable: false),
                    DeadlinePassed = table.Column<bool>(type: "bit", nullable: false),
                    StepIndex = table.Column<int>(type: "int", nullable: false),
                    StepId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    Visit = table.Column<int>(type: "int", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    StepStartedAt = table.Column<long>(type: "bigint", nullable: true),
                    AttemptAt = table.Column<long>(type: "bigint", nullable: true),
                    HeldUntil = table.Column<long>(type: "bigint", nullable: true),
                    Paged = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Declined = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    TakenBy = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    TakenHow = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    TakenAt = table.Column<long>(type: "bigint", nullable: true),
                    TakenLate = table.Column<bool>(type: "bit", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Lines = table.Column<int>(type: "int", nullable: false),
                    LastHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NoteQueuedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Escalations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Route = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Form = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    AnswerStatus = table.Column<int>(type: "int", nullable: false),
                    AnswerBody = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Legs",
                columns: table => new
                {
                    CallSid = table.Column<string>(type: "nvarchar(34)", maxLength: 34, nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    InConference = table.Column<bool>(type: "bit", nullable: false),
                    ConferenceSid = table.Column<string>(type: "nvarchar(34)", maxLength: 34, nullable: true),
                    ConferenceSequence = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Legs", x => x.CallSid);
                });

            migrationBuilder.CreateTable(
                name: "Offers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    NurseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    Deadline = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reasons = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Offers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Payload = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Lane = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    LeaseUntil = table.Column<long>(type: "bigint", nullable: true),
                    LastCode = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Patients",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    GivenName = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    FamilyName = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Sex = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Mrn = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Address = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Patients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Practices",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    GreetingEnglish = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: true),
                    GreetingSpanish = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: true),
                    AlwaysOn = table.Column<bool>(type: "bit", nullable: false),
                    Directions = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    FhirBaseUrl = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    MrnSystem = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    DocumentSystem = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Practices", x => x.PracticeId);
                });

            migrationBuilder.CreateTable(
                name: "Presence",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    IdleSince = table.Column<long>(type: "bigint", nullable: false),
                    HasConsole = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Presence", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "Queue",
                columns: table => new
                {
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Urgency = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    CallerLabel = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    WaitingSince = table.Column<long>(type: "bigint", nullable: false),
                    OfferId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Queue", x => x.CallId);
                });

            migrationBuilder.CreateTable(
                name: "TalkSpans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    NurseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TalkSpans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TimeEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Staff = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    StaffRole = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Program = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Activity = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    WrapUpEnd = table.Column<long>(type: "bigint", nullable: true),
                    InUnitedStates = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Why = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Legs = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    NoteId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Conditions = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CarePlan = table.Column<bool>(type: "bit", nullable: false),
                    LinkedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LinkedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TimeEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Timers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Failures = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Timers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TriageEvents",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageEvents", x => new { x.SessionId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "TriagePackages",
                columns: table => new
                {
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    InServiceFrom = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriagePackages", x => x.Digest);
                });

            migrationBuilder.CreateTable(
                name: "TriageSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    PackageDigest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Stage = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    DispositionCode = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: true),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    DraftNote = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SignedNote = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SignedAt = table.Column<long>(type: "bigint", nullable: true),
                    Events = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ClaimType = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ClaimValue = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "nvarchar(450)", nullable: false),
                    ProviderKey = table.Column<string>(type: "nvarchar(450)", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LoginProvider = table.Column<string>(type: "nvarchar(450)", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(450)", nullable: false),
                    Value = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Staff",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    Credential = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Active = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Staff", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Staff_AspNetUsers_Id",
                        column: x => x.Id,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Allergies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Substance = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Allergies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Allergies_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Caregivers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    Relation = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Phone = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    MayBeSpokenTo = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Caregivers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Caregivers_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Conditions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    Icd10 = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Chronic = table.Column<bool>(type: "bit", nullable: false),
                    Since = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conditions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conditions_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Enrolments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Program = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    EnrolledOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ConsentAt = table.Column<long>(type: "bigint", nullable: true),
                    ConsentMethod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    BillingPractitioner = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    BillingNpi = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    CarePlanOnFile = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Enrolments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Enrolments_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Medicines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Dose = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Medicines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Medicines_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PatientPhones",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatientPhones", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PatientPhones_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecordedFacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Fact = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordedFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecordedFacts_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Lines",
                columns: table => new
                {
                    Number = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lines", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Lines_Practices_PracticeId",
                        column: x => x.PracticeId,
                        principalTable: "Practices",
                        principalColumn: "PracticeId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OpeningHours",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", nullable: false),
                    Day = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Opens = table.Column<TimeOnly>(type: "time", nullable: false),
                    Closes = table.Column<TimeOnly>(type: "time", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpeningHours", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpeningHours_Practices_PracticeId",
                        column: x => x.PracticeId,
                        principalTable: "Practices",
                        principalColumn: "PracticeId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Licences",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Compact = table.Column<bool>(type: "bit", nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Licences", x => new { x.StaffId, x.State });
                    table.ForeignKey(
                        name: "FK_Licences_Staff_StaffId",
                        column: x => x.StaffId,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StaffLanguages",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffLanguages", x => new { x.StaffId, x.Language });
                    table.ForeignKey(
                        name: "FK_StaffLanguages_Staff_StaffId",
                        column: x => x.StaffId,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StaffPractices",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffPractices", x => new { x.StaffId, x.PracticeId });
                    table.ForeignKey(
                        name: "FK_StaffPractices_Staff_StaffId",
                        column: x => x.StaffId,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Allergies_PatientId",
                table: "Allergies",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true,
                filter: "[NormalizedUserName] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_PracticeId_At",
                table: "AuditEntries",
                columns: new[] { "PracticeId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectKind_SubjectId",
                table: "AuditEntries",
                columns: new[] { "SubjectKind", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_CallEvents_CallId_At",
                table: "CallEvents",
                columns: new[] { "CallId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_NurseId_State",
                table: "Calls",
                columns: new[] { "NurseId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_PatientId_StartedAt",
                table: "Calls",
                columns: new[] { "PatientId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_State",
                table: "Calls",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Caregivers_PatientId",
                table: "Caregivers",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_Caregivers_PracticeId_Phone",
                table: "Caregivers",
                columns: new[] { "PracticeId", "Phone" });

            migrationBuilder.CreateIndex(
                name: "IX_CareManagementSignedNotes_CallId",
                table: "CareManagementSignedNotes",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Conditions_PatientId",
                table: "Conditions",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_CallId",
                table: "Deliveries",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_DependsOn",
                table: "Deliveries",
                column: "DependsOn");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_PracticeId_Kind_BusinessKey_DocumentVersion",
                table: "Deliveries",
                columns: new[] { "PracticeId", "Kind", "BusinessKey", "DocumentVersion" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_CreatedAt",
                table: "Deliveries",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryAttempts_DeliveryId_Number",
                table: "DeliveryAttempts",
                columns: new[] { "DeliveryId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Enrolments_PatientId",
                table: "Enrolments",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_EscalationNotes_EscalationId_Number",
                table: "EscalationNotes",
                columns: new[] { "EscalationId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EscalationPages_EscalationId_Visit_Attempt",
                table: "EscalationPages",
                columns: new[] { "EscalationId", "Visit", "Attempt" });

            migrationBuilder.CreateIndex(
                name: "IX_EscalationPages_Key",
                table: "EscalationPages",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EscalationPages_LinkHash",
                table: "EscalationPages",
                column: "LinkHash");

            migrationBuilder.CreateIndex(
                name: "IX_EscalationPages_ProviderSid",
                table: "EscalationPages",
                column: "ProviderSid");

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_CallId",
                table: "Escalations",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_Phase_ClinicalDeadline",
                table: "Escalations",
                columns: new[] { "Phase", "ClinicalDeadline" });

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_SessionId",
                table: "Escalations",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_ReceivedAt",
                table: "Inbox",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Legs_CallId",
                table: "Legs",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Lines_PracticeId",
                table: "Lines",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_Medicines_PatientId",
                table: "Medicines",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CallId",
                table: "Offers",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_NurseId_State",
                table: "Offers",
                columns: new[] { "NurseId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_OpeningHours_PracticeId",
                table: "OpeningHours",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Key",
                table: "Outbox",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_State_DueAt",
                table: "Outbox",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PatientPhones_PatientId",
                table: "PatientPhones",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_PatientPhones_PracticeId_Number",
                table: "PatientPhones",
                columns: new[] { "PracticeId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Patients_PracticeId_BirthDate",
                table: "Patients",
                columns: new[] { "PracticeId", "BirthDate" });

            migrationBuilder.CreateIndex(
                name: "IX_Patients_PracticeId_FamilyName",
                table: "Patients",
                columns: new[] { "PracticeId", "FamilyName" });

            migrationBuilder.CreateIndex(
                name: "IX_Patients_PracticeId_Mrn",
                table: "Patients",
                columns: new[] { "PracticeId", "Mrn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecordedFacts_PatientId_Fact",
                table: "RecordedFacts",
                columns: new[] { "PatientId", "Fact" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaffPractices_PracticeId",
                table: "StaffPractices",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_TalkSpans_CallId",
                table: "TalkSpans",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_TimeEntries_CallId_StaffId_Activity_Start",
                table: "TimeEntries",
                columns: new[] { "CallId", "StaffId", "Activity", "Start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TimeEntries_PatientId_Start",
                table: "TimeEntries",
                columns: new[] { "PatientId", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_TimeEntries_StaffId_Start",
                table: "TimeEntries",
                columns: new[] { "StaffId", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_Timers_DueAt",
                table: "Timers",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Timers_Owner_OwnerId_Kind",
                table: "Timers",
                columns: new[] { "Owner", "OwnerId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TriageEvents_SessionId_EventId",
                table: "TriageEvents",
                columns: new[] { "SessionId", "EventId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TriageSessions_CallId",
                table: "TriageSessions",
                column: "CallId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Allergies");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "CallEvents");

            migrationBuilder.DropTable(
                name: "Calls");

            migrationBuilder.DropTable(
                name: "Caregivers");

            migrationBuilder.DropTable(
                name: "CareManagementCallPurposes");

            migrationBuilder.DropTable(
                name: "CareManagementSignedNotes");

            migrationBuilder.DropTable(
                name: "ClinicianPins");

            migrationBuilder.DropTable(
                name: "CommandReceipts");

            migrationBuilder.DropTable(
                name: "Conditions");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "DeliveryAttempts");

            migrationBuilder.DropTable(
                name: "DevelopmentSettings");

            migrationBuilder.DropTable(
                name: "Enrolments");

            migrationBuilder.DropTable(
                name: "EscalationFiles");

            migrationBuilder.DropTable(
                name: "EscalationNotes");

            migrationBuilder.DropTable(
                name: "EscalationPages");

            migrationBuilder.DropTable(
                name: "Escalations");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Legs");

            migrationBuilder.DropTable(
                name: "Licences");

            migrationBuilder.DropTable(
                name: "Lines");

            migrationBuilder.DropTable(
                name: "Medicines");

            migrationBuilder.DropTable(
                name: "Offers");

            migrationBuilder.DropTable(
                name: "OpeningHours");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "PatientPhones");

            migrationBuilder.DropTable(
                name: "Presence");

            migrationBuilder.DropTable(
                name: "Queue");

            migrationBuilder.DropTable(
                name: "RecordedFacts");

            migrationBuilder.DropTable(
                name: "StaffLanguages");

            migrationBuilder.DropTable(
                name: "StaffPractices");

            migrationBuilder.DropTable(
                name: "TalkSpans");

            migrationBuilder.DropTable(
                name: "TimeEntries");

            migrationBuilder.DropTable(
                name: "Timers");

            migrationBuilder.DropTable(
                name: "TriageEvents");

            migrationBuilder.DropTable(
                name: "TriagePackages");

            migrationBuilder.DropTable(
                name: "TriageSessions");

            migrationBuilder.DropTable(
                name: "Practices");

            migrationBuilder.DropTable(
                name: "Patients");

            migrationBuilder.DropTable(
                name: "Staff");

            migrationBuilder.DropTable(
                name: "AspNetUsers");
        }
    }
}
