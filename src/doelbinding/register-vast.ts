// What the register of processing says of every doel alike: how long data are kept and how they are guarded.

/** Terms of erasure (AVG article 30, first paragraph, under f), as the gateway keeps them. */
export const bewaartermijnen = [
  'Een opgehaald antwoord geldt als vers gedurende de ingestelde termijn (CACHE_TTL_SECONDS, standaard 24 uur). ' +
    'Daarna blijft het alleen bruikbaar als Vektis geen antwoord geeft, gedurende CACHE_STALE_SECONDS ' +
    '(standaard 24 uur). Na beide termijnen wordt het verwijderd.',
  'Wordt een antwoord opnieuw opgehaald, dan vervangt het nieuwe het oude; een waarde die Vektis niet meer geeft, is dan ' +
    'ook hier weg, uiterlijk na deze termijnen.',
  'Bewaard wordt nooit meer dan de categorieën die de geldende doelen samen nodig hebben; vervalt een doel, dan wordt ' +
    'wat alleen daarvoor nodig was verwijderd.',
  'Van de verantwoording van raadplegingen (audit) verwijdert de gateway afgesloten bestanden na AUDIT_RETENTION_DAYS ' +
    '(standaard vijf jaar) en legt dat vast. Gaat zij naar de standaarduitvoer, dan bepaalt de verzamelaar de termijn.',
] as const

/** Technical and organisational measures (AVG article 30, first paragraph, under g, and article 32). */
export const maatregelen = [
  'Niets wordt geleverd zonder een bekende afnemer, een geldig doel en een toegestane bewerking, soort partij en ' +
    'categorie; wat niet is toegestaan, ontbreekt in het antwoord.',
  'Een nieuwe, nog niet ingedeelde eigenschap van het register wordt niet geleverd en niet bewaard.',
  'Verbinding met Vektis over TLS met een clientcertificaat en een token.',
  'Sleutels van afnemers staan alleen als SHA-256-hash in de policy.',
  'Elk antwoord aan een bekende afnemer wordt eerst vastgelegd: afnemer, gebruiker, doel, grondslag, handeling en ' +
    'categorieën, zonder geleverde waarden; lukt dat niet, dan komt er geen antwoord.',
  'In die verantwoording staan betrokkenen onder een pseudoniem met sleutel; de regels zijn met hashes aan elkaar ' +
    'geketend, zodat wijzigen en weghalen opvallen.',
  'Met een ingestelde versleuteling (REDIS_ENCRYPTION_KEY_FILE) zijn bewaarde antwoorden buiten het proces versleuteld ' +
    'met AES-256-GCM.',
  'Logboeken en foutmeldingen bevatten geen AGB-codes, geleverde waarden, sleutels of tokens.',
] as const
